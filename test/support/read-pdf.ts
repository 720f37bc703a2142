import { getDocumentProxy } from 'unpdf';

export interface ReadPdf {
  title: string;
  language: string;
  tagged: boolean;
  /** In points. */
  sizes: [width: number, height: number][];
  /** What each page says, its pieces joined by spaces. */
  pages: string[];
  /** The structure's roles of each page, in reading order: `H1`, `Table`, `TH`… */
  roles: string[][];
  /** Those whose file is not in the document. */
  fontsNotEmbedded: string[];
}

/** Reads a PDF with pdf.js, which shares nothing with what writes it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const { info } = (await pdf.getMetadata()) as { info: { Title?: string; Language?: string | null } };
  const read: ReadPdf = {
    title: info.Title ?? '',
    language: info.Language ?? '',
    tagged: (await pdf.getMarkInfo())?.Marked === true,
    sizes: [],
    pages: [],
    roles: [],
    fontsNotEmbedded: [],
  };
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    read.sizes.push([Math.round(width), Math.round(height)]);
    const { items } = await page.getTextContent();
    read.pages.push(
      items
        .flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.str] : []))
        .join(' ')
        .replace(/\s+/g, ' '),
    );
    read.roles.push(rolesOf(await page.getStructTree()));
  }
  const written = Buffer.from(bytes).toString('latin1');
  const fonts = written.match(/\/Type \/FontDescriptor[\s\S]*?endobj/g) ?? [];
  read.fontsNotEmbedded = fonts.filter((descriptor) => !descriptor.includes('/FontFile2'));
  return read;
}

interface Node {
  role?: string;
  children?: unknown[];
}

function rolesOf(node: unknown): string[] {
  const { role, children = [] } = (node ?? {}) as Node;
  return [...(role === undefined || role === 'Root' ? [] : [role]), ...children.flatMap(rolesOf)];
}
