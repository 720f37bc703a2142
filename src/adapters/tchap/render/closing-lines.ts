import { cardTexts, tchapCardTexts } from '../../../core/texts.fr.ts';
import type { Block } from './block.ts';
import type { ReadCard } from './read-card.ts';
import type { RenderedChoice } from './rendered-event.ts';

const t = tchapCardTexts;

/** How to answer, in words: the last lines of a message. */
export function closingBlocks(card: Omit<ReadCard, 'blocks'>, choices: RenderedChoice[], inThread: boolean): Block[] {
  const lines = [
    howToAnswer(card.freeWords, choices, inThread),
    card.correct === 'many' ? t.corriger : undefined,
    card.correct === 'one' ? t.corrigerReponse : undefined,
    card.words.length > 0 ? t.ecrireAussi(inOrder(card.words)) : undefined,
  ];
  const said = lines.filter((line) => line !== undefined);
  if (said.length === 0) return [];
  return [{ kind: 'lines', lines: said.map((text) => ({ label: '', text, quiet: true })) }];
}

function howToAnswer(freeWords: boolean, choices: RenderedChoice[], inThread: boolean): string | undefined {
  if (choices.length === 0) return freeWords ? cardTexts.question.reponseTexte : undefined;
  if (inThread) return t.dansLeFil;
  const send = choices.find(({ action }) => action.action === 'envoyer');
  if (send !== undefined) return t.pourEnvoyer(send.number);
  if (choices.length > 1 && choices.every(({ several }) => several !== undefined)) {
    return t.plusieurs(1, Math.min(3, choices.length));
  }
  if (choices.length === 1) return freeWords ? t.seulOuMots : t.seul;
  return freeWords ? t.numeroOuMots : t.numero;
}

/** The nearest way out first, as the texts have them. */
const inOrder = (words: string[]) => Object.values(t.mots).filter((word) => words.includes(word));
