import { type UploadHandlerPart, unstable_parseMultipartFormData } from '@remix-run/node';
import { badRequest } from './refusals.server';

export type Taken<F> = { ok: true; file: F } | { ok: false; reason: string };
type Uploaded<F> = {
  typed: Record<string, unknown>;
  file: (F & { name: string }) | null;
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

/**
 * Reads a form with a file named `file`, which `take` puts to disk as it arrives, never into memory. `take` is told
 * the fields that came before the file, and its name.
 */
export async function readUpload<F>(
  request: Request,
  take: (chunks: AsyncIterable<Uint8Array>, before: Record<string, string>, name: string) => Promise<Taken<F>>,
): Promise<Uploaded<F>> {
  if (!request.headers.get('Content-Type')?.startsWith('multipart/form-data')) throw badRequest();
  const held: { file: (F & { name: string }) | null; refusal: string | null } = { file: null, refusal: null };
  const before: Record<string, string> = {};
  const form = await unstable_parseMultipartFormData(request, async (part) => {
    if (part.name !== 'file' || part.filename === undefined) {
      before[part.name] = await textOf(part);
      return before[part.name];
    }
    if (!part.filename || held.file || held.refusal) {
      for await (const _ of part.data); // nothing was chosen, or a second file nobody asked for
      return null;
    }
    const name = part.filename.split(/[\\/]/).at(-1) ?? '';
    const taken = await take(part.data, before, name);
    if (taken.ok) held.file = { name, ...taken.file };
    else held.refusal = taken.reason;
    return null;
  }).catch((error: unknown) => {
    if (typeof error === 'object' && error !== null && 'init' in error) throw error;
    throw badRequest(); // cut off, or no multipart at all
  });
  const typed = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
  return { typed, ...held };
}
