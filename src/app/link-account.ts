import { parseIntent } from '../core/dialogue/intent.ts';
import { cleanText } from '../core/form/clean-text.ts';
import { decideLink, endOf, isPending, localpartOf, readCode } from '../core/pole/account-link.ts';
import { linkTexts } from '../core/texts.fr.ts';
import type { Answer } from '../core/view/message.ts';
import { journalLink, sendCode, typedCode } from './link-code.ts';
import { verifiesEmails } from './link-hint.ts';
import { say, type Turn } from './turn.ts';

/** Longer than any way of asking for a code, and than any code. */
const LONGEST = 80;
const HOUR_MS = 3_600_000;

/**
 * A private message: what is about linking the account is handled here, anything else by `work`, after which someone
 * who may be a member is asked, once, to prove it.
 */
export async function withAccountLink(turn: Turn, text: string, work: () => Promise<Answer>): Promise<Answer> {
  if (text.length <= LONGEST && (await isAboutLink(turn, cleanText(text)))) return { kind: 'none' };
  const answer = await work();
  await offerLink(turn);
  return answer;
}

async function isAboutLink(turn: Turn, typed: string): Promise<boolean> {
  if (parseIntent(typed)?.kind === 'relier_compte') {
    await askedToLink(turn);
    return true;
  }
  const code = verifiesEmails(turn) ? undefined : readCode(typed);
  if (code === undefined) return false;
  const link = await turn.tx.links.latest(turn.identite.id);
  if (isPending(link, turn.now)) {
    await typedCode(turn, link, code);
    return true;
  }
  // Six digits in a form are an answer, unless a code is being waited for.
  const ended = turn.saisie === undefined ? endOf(link) : undefined;
  if (ended === undefined) return false;
  await journalLink(turn, 'refuse', ended, link);
  say(turn, { text: linkTexts[ended] });
  return true;
}

async function askedToLink(turn: Turn): Promise<void> {
  if (verifiesEmails(turn)) return say(turn, { text: linkTexts.inutile });
  const decision = await decideFor(turn);
  if (!('refusal' in decision)) return sendCode(turn, decision);
  await journalLink(turn, 'refuse', decision.refusal);
  say(turn, { text: linkTexts.refus[decision.refusal](turn.identite.externalId) });
}

/** At their first message, someone whose account is named like a member's e-mail. */
async function offerLink(turn: Turn): Promise<void> {
  if (verifiesEmails(turn) || !turn.tools.mail || turn.identite.emails.length > 0) return;
  if ((await turn.tx.links.latest(turn.identite.id)) !== undefined) return;
  const decision = await decideFor(turn);
  if (!('refusal' in decision)) await sendCode(turn, decision);
}

async function decideFor(turn: Turn) {
  const { directory, links } = turn.tx;
  const { id, externalId } = turn.identite;
  const named = await directory.membresNamed(localpartOf(externalId) ?? '');
  const [circonscription, ...others] = new Set(named.map((membre) => membre.circonscription));
  const hourAgo = new Date(Date.parse(turn.now) - HOUR_MS).toISOString();
  const decision = decideLink({
    linked: (await directory.membresOf(turn.identite)).length > 0,
    mail: turn.tools.mail,
    emails: named.map(({ email }) => email),
    codesLastHour: await links.countSince(id, hourAgo),
  });
  return { ...decision, ...(circonscription === undefined || others.length > 0 ? {} : { circonscription }) };
}
