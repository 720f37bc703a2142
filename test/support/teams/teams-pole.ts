import type { Database } from '../../../src/adapters/db/database.ts';
import type { EcoleRecord, MembreRecord } from '../../../src/app/ports/directory-admin.ts';
import type { Membre, Role } from '../../../src/app/ports/directory-store.ts';
import type { Address } from '../../../src/app/ports/inbound.ts';
import { circonscription, ecole, membre } from '../pole.ts';
import type { FakeTeams } from './fake-teams.ts';
import type { FakeConversation, FakePerson } from './fake-world.ts';

/** One circonscription whose people have accounts in Teams and whose équipe restreinte has its channel. */
export interface TeamsPole {
  code: string;
  analystes: [FakePerson, FakePerson];
  membres: FakePerson[];
  channel: FakeConversation;
  /** The UAI of its first école. */
  uai: string;
  /** The members' ids in the directory, in the order of `membres`. */
  membreIds: string[];
}

/** Writes a circonscription and its people. `ecoles`: default one. */
export async function seedTeamsPole(
  database: Database,
  cloud: FakeTeams,
  code: string,
  { membreCount = 2, ecoles = [ecole(code, uaiOf(code))] }: { membreCount?: number; ecoles?: EcoleRecord[] } = {},
): Promise<TeamsPole> {
  const analystes = [account(cloud, code, 'Ana', 'Lestrade'), account(cloud, code, 'Bob', 'Morvan')] as const;
  const membres = Array.from({ length: membreCount }, (_, i) => account(cloud, code, 'Membre', `Numero${i}`));
  const channel = cloud.channel(`Analyse ${code}`, [...analystes, ...membres]);
  const { directoryAdmin, unitOfWork } = database;
  await directoryAdmin.configure(circonscription(code), false);
  await directoryAdmin.importEcoles(ecoles, false);
  const records = [
    ...analystes.map((person) => record(code, person, ['equipe_restreinte'])),
    ...membres.map((person) => record(code, person, ['membre'])),
  ];
  await directoryAdmin.importMembres(code, records, false, false);
  const known = await unitOfWork.run(async ({ directory }) => {
    await directory.setAnalysisChannel(code, addressIn(cloud, channel));
    return directory.membres(code);
  });
  return {
    code,
    analystes: [...analystes],
    membres,
    channel,
    uai: ecoles[0]!.uai,
    membreIds: membres.map((person) => idOf(known, person)),
  };
}

/** Where the bot finds a conversation again, as an activity of it would say. */
export function addressIn(cloud: FakeTeams, conversation: FakeConversation): Address {
  const { id: conversationId, conversationType, tenantId, teamId, members } = conversation;
  const kind = conversationType === 'groupChat' ? 'group' : conversationType;
  const place: { [name: string]: string } =
    kind === 'channel' ? { teamId: teamId!, channelId: conversationId } : { userId: members[0]!.id };
  const opaque = { serviceUrl: cloud.serviceUrl, botId: `28:${cloud.appId}`, tenantId, ...place };
  return { channel: 'teams', conversationId, kind, tenant: tenantId, opaque };
}

function account(cloud: FakeTeams, code: string, prenom: string, nom: string): FakePerson {
  return cloud.user(`${prenom} ${nom}`, `${prenom}.${nom}@${code}.example`.toLowerCase());
}

function record(code: string, { name, email }: FakePerson, roles: Role[]): MembreRecord {
  const [prenom = '', nom = ''] = name.split(' ');
  return { ...membre(code, nom), prenom, email, roles };
}

/** One for each code of a single letter. */
function uaiOf(code: string): string {
  return `076${String(code.charCodeAt(0)).padStart(4, '0')}${code.charAt(0)}`;
}

function idOf(known: Membre[], { email }: FakePerson): string {
  return known.find((one) => one.email === email)!.id;
}
