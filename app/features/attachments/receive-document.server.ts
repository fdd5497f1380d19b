import { readFile } from 'node:fs/promises';
import { keepContent, withIncoming } from '~/core/files.server';
import type { Taken } from '~/core/upload.server';
import { judgeDocument, mostDocumentBytes, nameOf } from './documents';
import { readPicture } from './picture.server';
import { mimeOf } from './rules';

export type KeptDocument = {
  mime: string;
  bytes: number;
  sha256: string;
  smallSha256: string | null;
  width: number | null;
  height: number | null;
  name: string;
};
const refuse = (reason: string) => ({ ok: false as const, reason });

/** Looks at what a file of a deal is by its content and keeps it; pictures are made anew as those of visits are. */
async function takeDocument(path: string, name: string): Promise<Taken<KeptDocument>> {
  const content = await readFile(path);
  if (!content.length) return refuse('attachment.empty');
  const picture = mimeOf(content.subarray(0, 32));
  if (picture === 'image/heic') return refuse('attachment.heic');
  if (picture?.startsWith('image/')) {
    const read = await readPicture(path);
    if (!read.ok) return read;
    const { content: made, small, width, height } = read.picture;
    const [sha256, smallSha256] = [await keepContent(made), await keepContent(small)];
    const mime = 'image/jpeg';
    return {
      ok: true,
      file: { mime, bytes: made.length, sha256, smallSha256, width, height, name: nameOf(name, mime) },
    };
  }
  const judged = judgeDocument(content, name);
  if ('refusal' in judged) return refuse(judged.refusal);
  const { mime } = judged;
  const nothing = { smallSha256: null, width: null, height: null };
  const sha256 = await keepContent(content);
  return { ok: true, file: { mime, bytes: content.length, sha256, ...nothing, name: nameOf(name, mime) } };
}

export const receiveDocument = (
  chunks: AsyncIterable<Uint8Array>,
  _before: Record<string, string>,
  name: string,
): Promise<Taken<KeptDocument>> =>
  withIncoming(chunks, mostDocumentBytes, async (file) => {
    if (file) return takeDocument(file.path, name);
    for await (const _ of chunks); // or the sender would not read the answer
    return refuse('document.too_large');
  });
