import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw, inflateRawSync } from 'node:zlib';

export type ZipRefusal = 'not_xlsx' | 'too_many_parts' | 'too_large_inside' | 'suspicious' | 'encrypted';

const mostEntries = 1000;
const mostUnpacked = 200 * 1024 * 1024;
const mostRatio = 100;
const smallIsFine = 1024 * 1024;

type Entry = { name: string; packed: number; unpacked: number; offset: number; method: number; flags: number };

async function readAt(file: FileHandle, position: number, length: number) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** The directory at the end of a zip file; null when there is none that can be believed. */
async function directory(file: FileHandle, size: number): Promise<Entry[] | null> {
  const tail = await readAt(file, Math.max(0, size - 66_000), Math.min(size, 66_000));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > tail.length) return null;
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (start + length > size || length > 4 * 1024 * 1024) return null;
  const list = await readAt(file, start, length);
  const entries: Entry[] = [];
  for (let at = 0; at + 46 <= list.length && list.readUInt32LE(at) === 0x02014b50; ) {
    const nameLength = list.readUInt16LE(at + 28);
    entries.push({
      name: list.toString('utf8', at + 46, at + 46 + nameLength),
      flags: list.readUInt16LE(at + 8),
      method: list.readUInt16LE(at + 10),
      packed: list.readUInt32LE(at + 20),
      unpacked: list.readUInt32LE(at + 24),
      offset: list.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  }
  return entries;
}

/** Bytes that really come out of an entry, counted without keeping them; stops beyond `most`. */
async function inflatedSize(file: FileHandle, path: string, entry: Entry, most: number) {
  const head = await readAt(file, entry.offset, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return null;
  if (entry.method === 0) return entry.packed;
  if (entry.method !== 8) return null;
  const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = createReadStream(path, { start, end: start + entry.packed - 1 });
  const inflate = packed.pipe(createInflateRaw());
  let bytes = 0;
  try {
    for await (const chunk of inflate) {
      bytes += (chunk as Buffer).length;
      if (bytes > most) break;
    }
    return bytes;
  } catch {
    return null;
  } finally {
    packed.destroy();
    inflate.destroy();
  }
}

/** Looks at a workbook before anything unpacks it: what its directory says, and whether that is true. */
export async function checkWorkbook(path: string): Promise<ZipRefusal | null> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const entries = await directory(file, size);
    if (!entries?.some(({ name }) => name === 'xl/workbook.xml')) return 'not_xlsx';
    if (entries.length > mostEntries) return 'too_many_parts';
    if (entries.some(({ flags }) => flags & 1)) return 'encrypted';
    let total = 0;
    for (const entry of entries) {
      if (entry.packed === 0) continue;
      total += entry.unpacked;
      if (total > mostUnpacked) return 'too_large_inside';
      if (entry.unpacked > smallIsFine && entry.unpacked / entry.packed > mostRatio) return 'suspicious';
      const real = await inflatedSize(file, path, entry, entry.unpacked);
      if (real !== entry.unpacked) return 'suspicious';
    }
    return null;
  } finally {
    await file.close();
  }
}

/** A small text in a workbook that was found good; empty when it is not there. */
async function readPart(path: string, name: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const entry = (await directory(file, size))?.find((one) => one.name === name);
    if (!entry || entry.packed > smallIsFine || entry.unpacked > smallIsFine) return '';
    const head = await readAt(file, entry.offset, 30);
    const start = entry.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    const packed = await readAt(file, start, entry.packed);
    return (entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: smallIsFine })).toString('utf8');
  } finally {
    await file.close();
  }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, digits, name) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(digits);
    return name ? (named[name] ?? whole) : code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** The sheets of a workbook in their order. */
export const sheetNames = async (path: string): Promise<string[]> =>
  [...(await readPart(path, 'xl/workbook.xml')).matchAll(/<(?:\w+:)?sheet\s[^>]*?\bname="([^"]*)"/g)].map(([, name]) =>
    unescaped(name!),
  );
