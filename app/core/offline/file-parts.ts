import type { Item } from './item';

export const partBytes = 256 * 1024;
const patienceMs = 60_000;
/** Of a file that arrives as another than it was sent, or whose parts another tab sends too. */
const mostRounds = 3;
const mostMisses = 5;

export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const send = (to: string, init: RequestInit) =>
  fetch(to, { redirect: 'manual', signal: AbortSignal.timeout(patienceMs), ...init });
const haveIn = async (answer: Response) => Number(((await answer.json()) as { have: number }).have);

/** Asks how far the file got and goes on from there, until it is stored; the answer is that of the server. */
export async function sendInParts(
  { path, person, entries }: Item,
  bytes: ArrayBuffer,
  onProgress: (share: number) => void,
): Promise<Response> {
  const what = Object.fromEntries(entries);
  const { id = '', kind = '', sha256 = '' } = what;
  const of = { id, kind, sha256, bytes: String(bytes.byteLength) };
  let misses = 0;
  for (let round = 0; round < mostRounds; round++) {
    const answer = await send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...what, person, sentAt: new Date().toISOString() }),
    });
    if (answer.status !== 202) return answer;
    let have = await haveIn(answer);
    while (have < bytes.byteLength) {
      onProgress(have / bytes.byteLength);
      const part = await send(`${path}?${new URLSearchParams({ ...of, from: String(have) })}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: bytes.slice(have, have + partBytes),
      });
      if (!part.ok && part.status !== 409) return part;
      if (part.status === 409) misses += 1;
      if (misses > mostMisses) return Response.json({}, { status: 503 });
      have = await haveIn(part);
    }
    onProgress(1);
  }
  return Response.json({ reason: 'attachment.broken' }, { status: 422 });
}
