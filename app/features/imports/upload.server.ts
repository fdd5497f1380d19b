import { type UploadHandlerPart, unstable_parseMultipartFormData } from '@remix-run/node';
import { badRequest } from '~/core/refusals.server';
import { type StoredFile, storeFile } from './store.server';

type Uploaded = {
  typed: Record<string, unknown>;
  file: (StoredFile & { name: string }) | null;
  /** Why the file was not taken, a locale key. */
  refusal: string | null;
};

/** A field of a form is short; whatever is longer is none of ours. */
async function textOf(part: UploadHandlerPart) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of part.data) {
    bytes += chunk.length;
    if (bytes > 10_000) throw badRequest();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads a form with a file, which goes to disk as it arrives and never into memory. */
export async function readUpload(request: Request): Promise<Uploaded> {
  if (!request.headers.get('Content-Type')?.startsWith('multipart/form-data')) throw badRequest();
  let file: Uploaded['file'] = null;
  let refusal: string | null = null;
  const form = await unstable_parseMultipartFormData(request, async (part) => {
    if (part.name !== 'file' || part.filename === undefined) return textOf(part);
    if (!part.filename || file) {
      for await (const _ of part.data); // nothing was chosen, or a second file nobody asked for
      return null;
    }
    const stored = await storeFile(part.data);
    if (stored.ok) file = { ...stored.file, name: part.filename.split(/[\\/]/).at(-1) ?? '' };
    else refusal = stored.reason;
    return null;
  }).catch((error: unknown) => {
    if (typeof error === 'object' && error !== null && 'init' in error) throw error;
    throw badRequest(); // cut off, or no multipart at all
  });
  const typed = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  return { typed, file, refusal };
}
