import { readFile } from 'node:fs/promises';
import { headOf, keepContent, withIncoming } from '~/core/files.server';
import type { Taken } from '~/core/upload.server';
import { readPicture } from './picture.server';
import { mimeOf, mostBytes, refusalOf, type VisitFileKind, visitFileKinds } from './rules';

export type KeptFile = {
  kind: VisitFileKind;
  mime: string;
  bytes: number;
  sha256: string;
  smallSha256: string | null;
  width: number | null;
  height: number | null;
  takenAt: Date | null;
};

async function keepPhoto(path: string): Promise<Taken<KeptFile>> {
  const read = await readPicture(path);
  if (!read.ok) return read;
  const { content, small, width, height, takenAt } = read.picture;
  const [sha256, smallSha256] = [await keepContent(content), await keepContent(small)];
  const bytes = content.length;
  return { ok: true, file: { kind: 'photo', mime: 'image/jpeg', bytes, sha256, smallSha256, width, height, takenAt } };
}

const tooLarge = (kind: VisitFileKind) =>
  kind === 'photo' ? ('attachment.photo_too_large' as const) : ('attachment.voice_too_large' as const);

/** Looks at what a file on disk is by its content and keeps it; the refusal is a locale key. */
export async function takeFile(kind: VisitFileKind, file: { path: string; bytes: number }): Promise<Taken<KeptFile>> {
  if (file.bytes === 0) return { ok: false, reason: 'attachment.empty' };
  if (file.bytes > mostBytes[kind]) return { ok: false, reason: tooLarge(kind) };
  const mime = mimeOf(await headOf(file.path));
  const refusal = refusalOf(kind, mime);
  if (refusal || !mime) return { ok: false, reason: refusal ?? 'attachment.broken' };
  if (kind === 'photo') return keepPhoto(file.path);
  const sha256 = await keepContent(await readFile(file.path));
  const nothing = { smallSha256: null, width: null, height: null, takenAt: null };
  return { ok: true, file: { kind, mime, bytes: file.bytes, sha256, ...nothing } };
}

/** The same of a file that arrives in one piece. */
export async function receiveFile(
  chunks: AsyncIterable<Uint8Array>,
  before: Record<string, string>,
): Promise<Taken<KeptFile>> {
  const kind = visitFileKinds.find((one) => one === before.kind) ?? 'photo';
  return withIncoming(chunks, mostBytes[kind], async (file) => {
    if (file) return takeFile(kind, file);
    for await (const _ of chunks); // or the sender would not read the answer
    return { ok: false, reason: tooLarge(kind) };
  });
}
