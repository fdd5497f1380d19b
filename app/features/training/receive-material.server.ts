import { readFile } from 'node:fs/promises';
import { keepContent, withIncoming } from '~/core/files.server';
import type { Taken } from '~/core/upload.server';
import { readPicture } from '../attachments/picture.server';
import { mimeOf } from '../attachments/rules';

export type KeptMaterial = { name: string; mime: string; bytes: number; sha256: string };
const mostBytes = 100 * 1024 * 1024;

/** What may be shown with a chapter, by what the file is: PDF, MP4 and WebM as they are; null for anything else. */
export function materialMime(head: Uint8Array): string | null {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 16));
  if (text.startsWith('%PDF-')) return 'application/pdf';
  if (text.slice(4, 8) === 'ftyp') return 'video/mp4';
  return text.startsWith('\x1a\x45\xdf\xa3') ? 'video/webm' : null;
}

/** Pictures are made anew, as those of visits are, so that nothing but the picture is in them. */
async function take(path: string, name: string): Promise<Taken<KeptMaterial>> {
  const content = await readFile(path);
  if (mimeOf(content.subarray(0, 32))?.startsWith('image/')) {
    const read = await readPicture(path);
    if (!read.ok) return read;
    const made = read.picture.content;
    const plain = `${name.replace(/\.[A-Za-z0-9]{1,8}$/, '').slice(0, 190)}.jpg`;
    return { ok: true, file: { name: plain, mime: 'image/jpeg', bytes: made.length, sha256: await keepContent(made) } };
  }
  const mime = materialMime(content);
  if (!mime) return { ok: false, reason: 'course.file_unfit' };
  return {
    ok: true,
    file: { name: name.slice(0, 200), mime, bytes: content.length, sha256: await keepContent(content) },
  };
}

export const receiveMaterial = (
  chunks: AsyncIterable<Uint8Array>,
  _before: Record<string, string>,
  name: string,
): Promise<Taken<KeptMaterial>> =>
  withIncoming(chunks, mostBytes, async (file) => {
    if (file) return take(file.path, name);
    for await (const _ of chunks); // or the sender would not read the answer
    return { ok: false, reason: 'course.file_too_large' };
  });
