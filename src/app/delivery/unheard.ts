import type { Demande } from '../../core/demande/demande.ts';
import { askedName } from '../../core/demande/names.ts';
import { teamNotice } from '../../core/demande/notice.ts';
import { demandeTexts, documentTexts } from '../../core/texts.fr.ts';
import type { DocumentRef } from '../../core/view/document.ts';
import type { Message } from '../../core/view/message.ts';
import { documentMail, noticeMail } from '../../core/view/notice-mail.ts';
import { type Channel, NO_FILE_THERE } from '../ports/channel.ts';
import type { CourrielDestination, Destination, NewOutboxRow, OutboxRow } from '../ports/outbox-store.ts';
import type { Transaction } from '../ports/unit-of-work.ts';
import { mailboxOf } from './mailbox-of.ts';
import { toTeam } from './to-team.ts';

export interface UnheardTools {
  channels: ReadonlyMap<string, Channel>;
  /** Whether mails can be sent. */
  mail: boolean;
}

/** A message for one person that could not be delivered. */
export interface Unheard {
  row: OutboxRow;
  code: string;
  demande: Demande;
  message: Message;
}

interface Given {
  text: string;
  document: DocumentRef;
}

/** It goes by mail where an address of theirs is known; else the team is told, so that somebody tells them. */
export async function unheard(tools: UnheardTools, tx: Transaction, given: Unheard): Promise<NewOutboxRow[]> {
  const mailbox = tools.mail ? await mailboxOf(tx, given.row) : undefined;
  const { document, text } = given.message;
  if (document !== undefined && given.code === NO_FILE_THERE) return noFileThere(given, { text, document }, mailbox);
  // What only answers a gesture of theirs is nothing that they must hear of.
  if (given.message.unprompted && mailbox !== undefined) return [mailed(tools, given, mailbox)];
  return tellOnce(tx, given.demande, given.row.destination);
}

/** The document by mail; whoever asked for it reads so in its place. A rendez-vous was told of in words already. */
function noFileThere(
  { row, demande }: Unheard,
  { text, document }: Given,
  mailbox: CourrielDestination | undefined,
): NewOutboxRow[] {
  const { circonscription, id: demandeId, numero } = demande;
  const about = { circonscription, demandeId };
  const said = mailbox === undefined ? documentTexts.impossible : documentTexts.parCourriel;
  const mail = { ...documentMail(text, numero), document };
  return [
    ...(document.kind === 'annexe1' ? [{ circonscription, destination: row.destination, content: say(said) }] : []),
    ...(mailbox === undefined ? [] : [{ ...about, destination: mailbox, content: { op: 'mail' as const, mail } }]),
  ];
}

const say = (text: string) => ({ op: 'send' as const, message: { text } });

function mailed(
  { channels }: UnheardTools,
  { demande, message }: Unheard,
  destination: CourrielDestination,
): NewOutboxRow {
  const { circonscription, id: demandeId, numero } = demande;
  const { document } = message;
  const mail = {
    ...noticeMail(message, { numero, canaux: [...channels.values()].map(({ id }) => id) }),
    ...(document && { document }),
  };
  return { circonscription, demandeId, destination, content: { op: 'mail', mail } };
}

/**
 * The team is told that a person hears nothing of a demande: once, until something reaches them again. Somebody who
 * blocks the bot would have it told at each step otherwise.
 */
export async function tellOnce(tx: Transaction, demande: Demande, destination: Destination): Promise<NewOutboxRow[]> {
  const who = sentenceFor(demande, destination);
  if (who === undefined || (await tx.outbox.stillUnheard(demande.id, await placesOf(tx, destination)))) return [];
  return [toTeam(demande, teamNotice(demande, who))];
}

function sentenceFor(demande: Demande, destination: Destination): string | undefined {
  const t = demandeTexts.avis;
  if (destination.to === 'membre') return t.equipeMembreNonRemis(askedName(demande, destination.membreId));
  const demandeurs = [demande.demandeur, ...demande.codemandeurs];
  if (destination.to === 'identite' && !demandeurs.some(({ id }) => id === destination.identiteId)) return undefined;
  return t.equipeNonRemis;
}

/** Wherever the person is written to: in their conversation too, where the bot answers them when they write again. */
async function placesOf(tx: Transaction, destination: Destination): Promise<Destination[]> {
  const { directory } = tx;
  const identites =
    destination.to === 'identite'
      ? [await directory.identiteById(destination.identiteId)]
      : await ofMembre(tx, destination);
  const conversations = identites.flatMap((identite): Destination[] =>
    identite?.personal === undefined ? [] : [{ to: 'conversation', address: identite.personal }],
  );
  return [destination, ...conversations];
}

async function ofMembre({ directory }: Transaction, destination: Destination) {
  if (destination.to !== 'membre') return [];
  const membre = await directory.membre(destination.circonscription, destination.membreId);
  return membre === undefined ? [] : directory.identitesOfMembre(membre);
}
