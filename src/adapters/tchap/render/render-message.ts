import type { CardBinder } from '../../../app/ports/card-binder.ts';
import { tchapCardTexts } from '../../../core/texts.fr.ts';
import type { Message } from '../../../core/view/message.ts';
import { synonymsOf } from '../replies/synonyms.ts';
import type { Block } from './block.ts';
import type { Ask } from './card-asks.ts';
import { closingBlocks } from './closing-lines.ts';
import { type ReadCard, readCard } from './read-card.ts';
import { type RenderedChoice, type RenderedEvent, reactionsFor } from './rendered-event.ts';
import { shownText } from './safe-text.ts';
import { LARGEST_REPRESENTATION, splitEvents } from './split-events.ts';
import { writeBody, writeHtml } from './write-blocks.ts';

export interface RenderOptions {
  /** The message is the root of a thread in a room that others share: the answer must say what it is about. */
  inThread?: boolean;
  /** Bytes of JSON for the body, and as many for the formatted body; 10,000 when absent. */
  maxBytes?: number;
}

/** A choice's label is shown in full up to there. */
const LONGEST_LABEL = 1_000;

/**
 * A message as one or several Matrix messages: its text, or its card without buttons and inputs. Never throws for
 * what a person wrote.
 * @param bind binds the card's template, as for every channel
 */
export function renderMessage(
  message: Message,
  bind: CardBinder['bind'],
  options: RenderOptions = {},
): RenderedEvent[] {
  const { blocks, ...card } = message.card
    ? readCard(bind(message.card), message.card.template)
    : textOnly(message.text);
  const choices = card.numbered.map(numberedChoice);
  const items = card.numbered.map(({ label, chosen }) => shortened(chosen ? tchapCardTexts.choisi(label) : label));
  const list: Block[] = items.length > 0 ? [{ kind: 'list', items, first: 1, whole: true }] : [];
  const tail = [...list, ...closingBlocks(card, choices, options.inThread ?? false)];
  const events = splitEvents(blocks, tail, options.maxBytes ?? LARGEST_REPRESENTATION);
  return events.map((event, index) => ({
    body: writeBody(event),
    formattedBody: writeHtml(event),
    choices: index === events.length - 1 ? choices : [],
    reactions: index === events.length - 1 ? reactionsFor(choices) : [],
  }));
}

function textOnly(text: string): ReadCard {
  const paragraphs = shownText(text).split('\n\n');
  const blocks = paragraphs.map(
    (words): Block => ({ kind: 'lines', lines: [{ label: '', text: words, quiet: false }] }),
  );
  return { blocks, numbered: [], words: [], freeWords: false };
}

function numberedChoice({ label, action, several }: Ask, index: number): RenderedChoice {
  const synonyms = synonymsOf(action);
  return {
    number: index + 1,
    label: shortened(label),
    action,
    ...(several === undefined ? {} : { several }),
    ...(synonyms.length > 0 ? { synonyms } : {}),
  };
}

function shortened(label: string): string {
  const characters = [...label];
  return characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL).join('')}…` : label;
}
