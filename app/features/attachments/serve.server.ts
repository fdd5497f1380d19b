import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { pathOfContent } from '~/core/files.server';
import { notFound } from '~/core/refusals.server';

type Served = { sha256: string; smallSha256: string | null; mime: string; name: string };

/** `bytes=a-b` as a range of the file; null when there is none to keep to. */
function rangeOf(header: string | null, size: number) {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (!from && !to) return null;
  const start = from ? Number(from) : Math.max(0, size - Number(to));
  const end = from && to ? Math.min(Number(to), size - 1) : size - 1;
  return start <= end ? { start, end } : null;
}

/** The bytes of a file: shown, never run, and kept by the browser of this person alone. */
export async function serveFile(request: Request, file: Served, isSmall: boolean): Promise<Response> {
  const path = pathOfContent((isSmall && file.smallSha256) || file.sha256);
  const found = await stat(path).catch(() => null);
  if (!found) throw notFound();
  const range = rangeOf(request.headers.get('Range'), found.size);
  const plain = file.name.replace(/[^\w.-]/g, '_');
  const headers = new Headers({
    'Content-Type': file.mime,
    'Content-Length': String(range ? range.end - range.start + 1 : found.size),
    'Content-Disposition': `${/^(image|audio)\//.test(file.mime) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
  });
  if (range) headers.set('Content-Range', `bytes ${range.start}-${range.end}/${found.size}`);
  const body = request.method === 'HEAD' ? null : createReadStream(path, range ?? {});
  return new Response(body && createReadableStreamFromReadable(body), { status: range ? 206 : 200, headers });
}
