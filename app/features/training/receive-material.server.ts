import { headOf, keepContent, keepReceived, type Received, withIncoming } from '~/core/files.server';
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

/**
 * Pictures are made anew, as those of visits are, so that nothing but the picture is in them; a video or a PDF of
 * a hundred megabytes goes from disk to disk and never into memory.
 */
async function take(arrived: Received & { path: string }, name: string): Promise<Taken<KeptMaterial>> {
  const head = await headOf(arrived.path);
  if (mimeOf(head)?.startsWith('image/')) {
    const read = await readPicture(arrived.path);
    if (!read.ok) return read;
    const made = read.picture.content;
    const plain = `${name.replace(/\.[A-Za-z0-9]{1,8}$/, '').slice(0, 190)}.jpg`;
    return { ok: true, file: { name: plain, mime: 'image/jpeg', bytes: made.length, sha256: await keepContent(made) } };
  }
  const mime = materialMime(head);
  if (!mime) return { ok: false, reason: 'course.file_unfit' };
  const sha256 = await keepReceived(arrived);
  return { ok: true, file: { name: name.slice(0, 200), mime, bytes: arrived.bytes, sha256 } };
}

export const receiveMaterial = (
  chunks: AsyncIterable<Uint8Array>,
  _before: Record<string, string>,
  name: string,
): Promise<Taken<KeptMaterial>> =>
  withIncoming(chunks, mostBytes, async (file) => {
    if (file) return take(file, name);
    for await (const _ of chunks); // or the sender would not read the answer
    return { ok: false, reason: 'course.file_too_large' };
  });
