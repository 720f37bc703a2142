import assert from 'node:assert/strict';
import { applyCommand } from '../../src/app/demande/apply-command.ts';
import type { Identite, Membre } from '../../src/app/ports/directory-store.ts';
import type { Address, ChannelId } from '../../src/app/ports/inbound.ts';
import type { Command } from '../../src/core/demande/decide.ts';
import type { Demande, Etat } from '../../src/core/demande/demande.ts';
import type { Actor } from '../../src/core/demande/rights.ts';
import type { OpenedWithSql } from './databases.ts';
import { COMMANDS } from './demande-play.ts';
import { CAUSE, ecole, insertDemande, membre, seedPole } from './pole.ts';

/** A date that has been proposed, and is to come. */
export const COMING = `${new Date(Date.now() + 7 * 24 * 3_600_000).toISOString().slice(0, 10)}T09:00`;

/** In what capacity each person acts, one capacity each. */
export const ROLES = ['demandeur', 'analyste', 'sollicite', 'intervenant', 'collegue', 'passant'] as const;
export type Role = (typeof ROLES)[number];

export type Cast = { [role in Role]: { identite: Identite; actor: Actor } };

export const TEAM: Address = { channel: 'teams', conversationId: 'equipe', kind: 'channel', opaque: null };

/** People of circonscription A with an account of that channel, known to it as whom they say they are. */
export async function castOn(db: OpenedWithSql, channel: ChannelId): Promise<Cast> {
  await seedPole(db);
  await db.directoryAdmin.importEcoles([ecole('A', '0000002A')], false);
  const roles = ROLES.filter((role) => role !== 'demandeur');
  const records = roles.map((role) => membre('A', role));
  await db.directoryAdmin.importMembres(
    'A',
    [
      ...records.map((one) => (one.nom === 'analyste' ? { ...one, roles: ['equipe_restreinte' as const] } : one)),
      membre('A', 'second'),
    ],
    false,
    false,
  );
  const team = { ...TEAM, channel };
  return db.unitOfWork.run(async ({ directory }) => {
    await directory.setAnalysisChannel('A', team);
    const membres = await directory.membres('A');
    const cast = {} as Cast;
    for (const role of ROLES) {
      const found = membres.find(({ nom }) => nom === role);
      const identite = await directory.saveIdentite({
        channel,
        externalId: `@${role}`,
        nom: role,
        emails: found === undefined ? [] : [found.email],
        verifiedAt: new Date().toISOString(),
        personal: { channel, conversationId: `dm ${role}`, kind: 'personal', opaque: null },
      });
      cast[role] = { identite, actor: actorOf(identite, found, role === 'analyste') };
    }
    const now = new Date().toISOString();
    await directory.saveRosterEntry(channel, team.conversationId, '@analyste', true, now);
    return cast;
  });
}

function actorOf({ id, nom }: Identite, found: Membre | undefined, analyste: boolean): Actor {
  return { person: { id, nom }, analyste, ...(found === undefined ? {} : { membreId: found.id }) };
}

type Step = [Role | 'second', Command];

/** How each state is come to. Who is asked is asked everywhere from `membres_sollicites` on. */
function ways(cast: Cast, second: Actor): { [etat in Etat]?: Step[] } {
  const refOf = (actor: Actor) => ({
    membreId: actor.membreId ?? '',
    nom: actor.person.nom,
    fonctions: ['CPC'],
    accordParentsRequis: false,
  });
  const membres = [refOf(cast.sollicite.actor), refOf(cast.intervenant.actor), refOf(second)];
  const collegue = { membreId: cast.collegue.actor.membreId ?? '', nom: 'collegue' };
  const taken: Step[] = [['analyste', COMMANDS.prendre_en_analyse]];
  const asked: Step[] = [...taken, ['analyste', { ...COMMANDS.solliciter, membres }]];
  const first: Step[] = [
    ...asked,
    ['intervenant', COMMANDS.accepter],
    ['second', COMMANDS.accepter],
    ['intervenant', { ...COMMANDS.proposer_dates, creneaux: [COMING] }],
  ];
  const seconde: Step[] = [
    ...first,
    ['intervenant', { ...COMMANDS.proposer_reponse, formation: undefined as never }],
    ['intervenant', { ...COMMANDS.proposer_reponse, genre: 'mutualisation', collegue, formation: undefined as never }],
  ];
  const bilan: Step[] = [...seconde, ['intervenant', COMMANDS.fixer_bilan]];
  return {
    envoyee: [],
    en_analyse: taken,
    complement_demande: [...taken, ['analyste', COMMANDS.demander_complement]],
    membres_sollicites: asked,
    premiere_intention: first,
    seconde_intention: seconde,
    bilan,
    close: [...bilan, ['analyste', COMMANDS.clore]],
    retiree: [['demandeur', COMMANDS.retirer]],
    reorientee: [...taken, ['analyste', COMMANDS.reorienter]],
  };
}

/** One demande in each state, by what people did, now. */
export async function demandesInEachState(db: OpenedWithSql, cast: Cast): Promise<Map<Etat, Demande>> {
  const found = (await db.unitOfWork.run((tx) => tx.directory.membres('A'))).find(({ nom }) => nom === 'second');
  const second: Actor = { person: { id: 'second', nom: 'second' }, analyste: false, membreId: found?.id ?? '' };
  const built = new Map<Etat, Demande>();
  for (const [etat, steps] of Object.entries(ways(cast, second)) as [Etat, Step[]][]) {
    const id = `0190a5e2-7c1b-7def-8a12-${String(built.size).padStart(12, '0')}`;
    let demande = await insertDemande(db, cast.demandeur.identite, id);
    await db.unitOfWork.run(async (tx) => {
      for (const [role, command] of steps) {
        const actor = role === 'second' ? second : cast[role].actor;
        const by = {
          actor,
          cause: { ...CAUSE, digest: `${etat} ${role} ${command.type}` },
          now: new Date().toISOString(),
        };
        const applied = await applyCommand(tx, demande, command, by, []);
        assert.ok(applied.ok, `${etat}: ${command.type}`);
        demande = applied.demande;
      }
    });
    assert.equal(demande.etat, etat);
    built.set(etat, demande);
  }
  return built;
}
