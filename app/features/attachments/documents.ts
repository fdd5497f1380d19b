import type { DocumentKind } from '../opportunities/rules';
import { documentKinds } from '../opportunities/rules';

const megabyte = 1024 * 1024;
export const mostDocumentBytes = 20 * megabyte;
/** How many files a deal holds. */
export const mostDocuments = 40;

/** What a browser offers to choose from; the server goes by what a file is. */
export const documentAccept = '.pdf,.docx,.xlsx,.pptx,.doc,.xls,.ppt,.wps,.et,.dps,image/jpeg,image/png,image/webp';

const openXml = {
  'word/document.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/workbook.xml': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'xl/workbook.bin': null,
  'ppt/presentation.xml': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
} as const;
const older: Record<string, string> = {
  doc: 'application/msword',
  wps: 'application/msword',
  xls: 'application/vnd.ms-excel',
  et: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  dps: 'application/vnd.ms-powerpoint',
};
/** The endings a file of that sort may keep; the first is given where another one stands. */
const endings: Record<string, string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'application/pdf': ['pdf'],
  [openXml['word/document.xml']]: ['docx'],
  [openXml['xl/workbook.xml']]: ['xlsx'],
  [openXml['ppt/presentation.xml']]: ['pptx'],
  'application/msword': ['doc', 'wps'],
  'application/vnd.ms-excel': ['xls', 'et'],
  'application/vnd.ms-powerpoint': ['ppt', 'dps'],
};

const endOf = (name: string) => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
const begins = (content: Uint8Array, ...bytes: number[]) => bytes.every((byte, at) => content[at] === byte);
const latin = new TextDecoder('latin1');

/** Names of the entries of a zip archive, from its directory at the end; null when there is none to read. */
function entriesOf(content: Uint8Array): string[] | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const lowest = Math.max(0, content.length - 66_000);
  let end = content.length - 22;
  while (end >= lowest && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < lowest) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const names: string[] = [];
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > content.length || view.getUint32(at, true) !== 0x02014b50) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    names.push(latin.decode(content.subarray(at + 46, at + 46 + name)));
    at += 46 + name + extra + comment;
  }
  return names;
}

const wide = (text: string) => [...text].map((letter) => `${letter}\0`).join('');
const macroMark = wide('_VBA_PROJECT');

type Judged = { mime: string } | { refusal: string };
const notDocument: Judged = { refusal: 'document.not_document' };

/** What a file that is no picture is, by its content; programs inside it are refused. */
export function judgeDocument(content: Uint8Array, name: string): Judged {
  if (begins(content, 0x25, 0x50, 0x44, 0x46, 0x2d)) return { mime: 'application/pdf' };
  if (begins(content, 0x50, 0x4b, 0x03, 0x04)) {
    const entries = entriesOf(content);
    if (!entries?.includes('[Content_Types].xml')) return notDocument;
    if (entries.some((entry) => /vbaProject\.bin$/i.test(entry))) return { refusal: 'document.macros' };
    const mime = Object.entries(openXml).find(([entry]) => entries.includes(entry))?.[1];
    return mime ? { mime } : notDocument;
  }
  if (begins(content, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
    const mime = older[endOf(name)];
    if (!mime) return notDocument;
    return latin.decode(content).includes(macroMark) ? { refusal: 'document.macros' } : { mime };
  }
  return notDocument;
}

/** The name to keep, ending as what the file is: what is opened later goes by that. */
export function nameOf(name: string, mime: string) {
  const plain = name.replace(/\p{C}/gu, '').trim();
  const allowed = endings[mime] ?? [];
  const kept = allowed.includes(endOf(plain)) || !allowed[0] ? plain : `${plain}.${allowed[0]}`;
  const end = endOf(kept);
  return kept.length <= 200 ? kept : `${kept.slice(0, 190)}.${end}`;
}

/** What a file is added as: a kind of document, or proof of some evidence. */
export type FileAs = { document: DocumentKind; evidence: null } | { document: null; evidence: string };

export function readAs(text: string): FileAs | null {
  const document = documentKinds.find((kind) => kind === text);
  if (document) return { document, evidence: null };
  const evidence = /^evidence:([a-z][a-z0-9_]{0,39})$/.exec(text)?.[1];
  return evidence ? { document: null, evidence } : null;
}
