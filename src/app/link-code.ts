import { type AccountLink, CODE_MINUTES, maskEmail, newLink, tryCode } from '../core/pole/account-link.ts';
import { linkTexts, mailTexts } from '../core/texts.fr.ts';
import { askAgain, dialogueOn } from './dialogue/dialogue-turn.ts';
import { sendMissedCards } from './dialogue/missed-cards.ts';
import type { JournalRow } from './ports/journal.ts';
import { say, type Turn } from './turn.ts';

/** Sends a new code to the directory's e-mail, and asks for it here. */
export async function sendCode(turn: Turn, to: { email: string; circonscription?: string }): Promise<void> {
  const { ids } = turn.tools;
  const code = ids.code();
  const id = ids.uuid();
  const { identite, now } = turn;
  const codeHmac = hmacOf(turn, { id, email: to.email }, code);
  const link = newLink({ id, identiteId: identite.id, ...to, codeHmac, createdAt: now });
  await turn.tx.links.add(link);
  await journalLink(turn, 'fait', 'code_envoye', link);
  const t = mailTexts.code;
  const paragraphs = [t.corps(identite.externalId, CODE_MINUTES), code, t.suite, mailTexts.automatique];
  turn.out.push({
    ...(to.circonscription === undefined ? {} : { circonscription: to.circonscription }),
    destination: { to: 'courriel', email: to.email },
    content: { op: 'mail', mail: { subject: t.objet, text: paragraphs.join('\n\n') } },
  });
  say(turn, { text: linkTexts.codeEnvoye(maskEmail(to.email), CODE_MINUTES) });
}

/** A code typed while one is waited for. */
export async function typedCode(turn: Turn, pending: AccountLink, code: string): Promise<void> {
  const { link, left } = tryCode(pending, hmacOf(turn, pending, code) === pending.codeHmac);
  await turn.tx.links.save(link);
  if (link.status === 'reliee') return linked(turn, link);
  await journalLink(turn, 'refuse', link.status === 'epuisee' ? 'epuisee' : 'code_faux', link);
  say(turn, { text: left > 0 ? linkTexts.faux(left) : linkTexts.epuisee });
}

async function linked(turn: Turn, link: AccountLink): Promise<void> {
  const identite = await turn.tx.directory.confirmEmail(turn.identite.id, link.email, turn.now);
  turn.afterCommit.push(() => turn.tools.identifier.forget(identite));
  await journalLink(turn, 'fait', 'reliee', link);
  say(turn, { text: linkTexts.reliee(maskEmail(link.email)) });
  await sendMissedCards({ ...turn, identite });
  if (turn.saisie !== undefined) await askAgain(await dialogueOn(turn, turn.saisie));
}

/** Of a code for this very link and account: no other one opens with it. */
function hmacOf({ tools, identite }: Turn, link: Pick<AccountLink, 'id' | 'email'>, code: string): string {
  return tools.ids.digest(JSON.stringify(['lien_compte', link.id, identite.id, link.email, code]));
}

export async function journalLink(
  { tx, identite, inbound }: Turn,
  outcome: JournalRow['outcome'],
  detail: string,
  link?: Pick<AccountLink, 'circonscription'>,
): Promise<void> {
  await tx.journal.write({
    ...(link?.circonscription === undefined ? {} : { circonscription: link.circonscription }),
    actorId: identite.id,
    channel: inbound.channel,
    action: 'relier_compte',
    outcome,
    detail,
  });
}
