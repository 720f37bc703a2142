/** What may stand directly in an element, `''` being the whole. Text and `br` count as inline. */
const CONTENT: { [element: string]: readonly string[] } = {
  '': ['p', 'ol', 'blockquote'],
  p: ['strong', 'em', 'br', '#text'],
  blockquote: ['br', '#text'],
  ol: ['li'],
  li: ['br', '#text'],
  strong: ['br', '#text'],
  em: ['br', '#text'],
};

const TOKEN = /<(\/?)([a-z]+)>|&(?:amp|lt|gt|quot|#39);|[^<>&"']+|[\s\S]/g;

/** Where a formatted body departs from the HTML we allow: a few elements without attributes, properly nested. */
export function htmlFaults(html: string): string[] {
  const faults: string[] = [];
  const open = [''];
  for (const [token, slash, name] of html.matchAll(TOKEN)) {
    if (slash === '/') {
      if (open.pop() !== name || open.length === 0) return [...faults, `</${name}> closes something else`];
    } else {
      faults.push(...misplaced(name, token, open));
      if (name !== undefined && name !== 'br') open.push(name);
    }
  }
  if (open.length > 1) faults.push(`unclosed ${open.join(' ')}`);
  return faults;
}

function misplaced(name: string | undefined, token: string, open: string[]): string[] {
  const inside = open.at(-1) ?? '';
  if (name === undefined && /^[<>&"']$/.test(token)) return [`bare ${token}`];
  return CONTENT[inside]?.includes(name ?? '#text') ? [] : [`${name ?? 'text'} in ${inside || 'the whole'}`];
}

/** The words that a formatted body shows. */
export function htmlText(html: string): string {
  const entities: { [entity: string]: string } = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return html.replace(/<[^>]*>/g, '\n').replace(/&(lt|gt|quot|#39|amp);/g, (_, entity) => entities[entity] ?? '');
}
