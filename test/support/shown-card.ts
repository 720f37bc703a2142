// biome-ignore lint/suspicious/noExplicitAny: a bound card is looked into freely
export type ShownCard = { [key: string]: any };

/** Every object of a card, the fallbacks of its actions left out. */
function* nodes(card: unknown): Generator<ShownCard> {
  if (Array.isArray(card)) for (const item of card) yield* nodes(item);
  else if (typeof card === 'object' && card !== null) {
    yield card as ShownCard;
    for (const [key, value] of Object.entries(card)) if (key !== 'fallback' && key !== 'data') yield* nodes(value);
  }
}

/** Every word a person would read in a card, labels of inputs and buttons included; no-break spaces made plain. */
export function shownText(card: ShownCard): string {
  const words: string[] = [];
  for (const node of nodes(card)) {
    for (const key of ['text', 'title', 'label', 'value', 'placeholder']) {
      if (typeof node[key] === 'string') words.push(node[key]);
    }
  }
  return plainSpaces(words.join('\n'));
}

/** No-break spaces as a person would type them. */
export function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ');
}

export function buttonTitles(card: ShownCard): string[] {
  return [...nodes(card)].filter((node) => node.type === 'Action.Execute').map((node) => node.title);
}

/** What a click on the button sends: its own data, and the inputs as they stand unless `typed` changes them. */
export function pressed(card: ShownCard, title: string, typed: { [id: string]: string }): ShownCard | undefined {
  const all = [...nodes(card)];
  const button = all.find((node) => node.type === 'Action.Execute' && plainSpaces(node.title) === title);
  if (button === undefined) return undefined;
  const inputs = all.filter((node) => String(node.type).startsWith('Input.'));
  const standing = Object.fromEntries(inputs.map((node) => [node.id, node.value ?? '']));
  const unknown = Object.keys(typed).find((id) => !(id in standing));
  if (unknown !== undefined) throw new Error(`the card has no input ${unknown}: ${Object.keys(standing).join(', ')}`);
  return { ...(button.associatedInputs === 'none' ? {} : { ...standing, ...typed }), ...button.data };
}

/** The titles and values of a card's choices. */
export function choicesOf(card: ShownCard): { title: string; value: string }[] {
  return [...nodes(card)].flatMap((node) => (Array.isArray(node.choices) ? node.choices : []));
}
