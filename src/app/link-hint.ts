import { type Refusal, refusalText } from '../core/refusal.ts';
import { linkTexts } from '../core/texts.fr.ts';
import type { Turn } from './turn.ts';

/** Whether the channel's roster says who people are; without, an account is linked to the directory by a code. */
export function verifiesEmails({ tools, inbound }: Turn): boolean {
  return tools.channels.get(inbound.channel)?.capabilities.verifiedEmails !== false;
}

/** A refusal in words; to someone who may be a member under an account that nobody knows, how to link it. */
export async function refusalWords(turn: Turn, refusal: Refusal): Promise<string> {
  const text = refusalText(refusal);
  return refusal.code === 'non_autorise' ? withLinkHint(turn, text) : text;
}

export async function withLinkHint(turn: Turn, text: string): Promise<string> {
  if (verifiesEmails(turn)) return text;
  const known = await turn.tx.directory.membresOf(turn.identite);
  return known.length > 0 ? text : `${text} ${linkTexts.indice}`;
}
