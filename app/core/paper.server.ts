import { readFileSync } from 'node:fs';
import path from 'node:path';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { charactersOf, type HasCharacter, printable } from './font-characters';

export type PaperContent = Pick<TDocumentDefinitions, 'content' | 'styles' | 'pageOrientation' | 'header'> & {
  title: string;
  author: string;
  /** Said to be made then, whenever it is: the same paper is the same bytes. */
  at: Date;
  language: 'zh-CN' | 'en';
  /** Across every page, of what is not binding. */
  watermark?: string;
  /** At the foot of every page, left of which page it is. */
  foot: string;
  pageOf: (page: number, pages: number) => string;
};
export type Paper = { pdf: Buffer; pages: number; missing: string[] };

const family = 'Noto Sans SC';
const fontFile = (weight: 400 | 700) => path.resolve(`app/core/fonts/NotoSansSC-${weight}.ttf`);
const margin = 40;

let has: HasCharacter | undefined;

/** Fonts are read once a process; nothing else is ever read, whatever a document says. */
function prepare(): HasCharacter {
  if (has) return has;
  const [normal, bold] = [fontFile(400), fontFile(700)];
  pdfmake.setFonts({ [family]: { normal, bold, italics: normal, bolditalics: bold } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((file) => file === normal || file === bold);
  has = charactersOf(readFileSync(normal));
  return has;
}

/** Every text below, as it can be printed. */
function printableBelow<T>(value: T, print: (text: string) => string): T {
  if (typeof value === 'string') return print(value) as T;
  if (Array.isArray(value)) return value.map((one) => printableBelow(one, print)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, printableBelow(one, print)])) as T;
}

/**
 * A document as PDF. It takes the processor for as long as it takes: for the worker, never for a process that answers
 * requests. What the font does not have is shown as 〓 and named in `missing`.
 */
export async function makePaper(paper: PaperContent): Promise<Paper> {
  const known = prepare();
  const missing = new Set<string>();
  const print = (text: string) => printable(text, known, missing);
  let pages = 0;
  const foot = print(paper.foot);
  const document = pdfmake.createPdf({
    info: { title: print(paper.title), author: print(paper.author), creationDate: paper.at, modDate: paper.at },
    language: paper.language,
    pageSize: 'A4',
    pageOrientation: paper.pageOrientation ?? 'portrait',
    pageMargins: [margin, margin, margin, margin + 8],
    defaultStyle: { font: family, fontSize: 9, lineHeight: 1.25, color: '#1d2129' },
    ...(paper.styles && { styles: paper.styles }),
    ...(paper.watermark && {
      watermark: { text: print(paper.watermark), color: '#86909c', opacity: 0.14, bold: true, fontSize: 72 },
    }),
    content: printableBelow(paper.content, print),
    footer: (page, count) => {
      pages = count;
      return {
        margin: [margin, 12, margin, 0],
        fontSize: 7.5,
        color: '#6b7785',
        columns: [
          { text: foot, width: '*' },
          { text: print(paper.pageOf(page, count)), alignment: 'right', width: 120 },
        ],
      };
    },
  });
  const pdf = await document.getBuffer();
  return { pdf, pages, missing: [...missing] };
}
