import { rappelTexts, rentreeTexts, semaineTexts } from '../../src/core/texts.fr.ts';
import type { Message } from '../../src/core/view/message.ts';

const ANY = '\u0001';
const { equipe, demandeur, membre, pilote, enVain, absent } = rappelTexts;

/** Every sentence that a reminder may say, whatever the names and the dates in it. */
const SENTENCES = [
  ...[equipe, demandeur, membre, pilote].flatMap((one) => Object.values(one)).map((sentence) => sentence(ANY)),
  enVain(ANY, ANY, ANY),
  absent(ANY, ANY, ANY),
].map((sentence) => sentence.split(ANY));

function says(text: string, parts: readonly string[]): boolean {
  const [first = ''] = parts;
  let from = text.startsWith(first) ? first.length : -1;
  for (const part of parts.slice(1)) {
    const at = from < 0 ? -1 : text.indexOf(part, from);
    from = at < 0 ? -1 : at + part.length;
  }
  return from >= 0 && text.endsWith(parts.at(-1) ?? '');
}

const DIGESTS: readonly unknown[] = [semaineTexts.titre, semaineTexts.vosDossiers];

/** Whether a message is a reminder, the digest of a week or of a new school year, or another one. */
export function kindOf({ card }: Message): 'rappel' | 'semaine' | 'rentree' | 'autre' {
  if (card?.template === 'liste') return DIGESTS.includes(card.data.title) ? 'semaine' : 'autre';
  const { paragraphs, titles } = card?.data ?? {};
  if (Array.isArray(titles) && titles.some(({ text }) => text === rentreeTexts.titre)) return 'rentree';
  if (!Array.isArray(paragraphs)) return 'autre';
  const said = paragraphs.map(({ text }) => String(text));
  return said.some((text) => SENTENCES.some((sentence) => says(text, sentence))) ? 'rappel' : 'autre';
}
