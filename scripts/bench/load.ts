// The process that asks: reads a list of requests, sends them with bounded concurrency, prints what came back.
import { readFileSync } from 'node:fs';
import http from 'node:http';

export type Request = { path: string; cookie?: string; fields?: [string, string][] };
/** With `perSecond` requests arrive at that rate whether the last were answered or not. */
export type Task = { url: string; concurrency: number; perSecond?: number; requests: Request[] };
/** `status` 0: cut, or not answered in time. */
export type Answer = { ms: number; status: number; bytes: number; retryAfter?: string };

const task = JSON.parse(readFileSync(0, 'utf8')) as Task;
const agent = new http.Agent({
  keepAlive: true,
  maxSockets: task.perSecond ? Number.POSITIVE_INFINITY : task.concurrency,
});
const patienceMs = 30_000;

function send({ path, cookie, fields }: Request): Promise<Answer> {
  const body = fields && new URLSearchParams(fields).toString();
  const began = performance.now();
  return new Promise((done, fail) => {
    const request = http.request(
      new URL(path, task.url),
      {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'Accept-Encoding': 'br',
          ...(cookie && { Cookie: cookie }),
          ...(body !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded', Origin: task.url }),
        },
      },
      (response) => {
        let bytes = 0;
        response.on('data', (part: Buffer) => {
          bytes += part.length;
        });
        const retryAfter = response.headers['retry-after'];
        response.on('end', () =>
          done({
            ms: performance.now() - began,
            status: response.statusCode ?? 0,
            bytes,
            ...(retryAfter && { retryAfter }),
          }),
        );
      },
    );
    if (task.perSecond) {
      request.setTimeout(patienceMs, () => request.destroy());
      request.on('error', () => done({ ms: performance.now() - began, status: 0, bytes: 0 }));
    } else request.on('error', fail);
    request.end(body);
  });
}

const answers: Answer[] = [];
let next = 0;
const began = performance.now();
if (task.perSecond) await arrive(task.perSecond);
else
  await Promise.all(
    Array.from({ length: task.concurrency }, async () => {
      while (next < task.requests.length) answers.push(await send(task.requests[next++]!));
    }),
  );
async function arrive(perSecond: number) {
  const sent: Promise<unknown>[] = [];
  while (next < task.requests.length) {
    const due = Math.min(task.requests.length, ((performance.now() - began) / 1000) * perSecond);
    while (next < due) sent.push(send(task.requests[next++]!).then((answer) => answers.push(answer)));
    await new Promise((done) => setTimeout(done, 5));
  }
  await Promise.all(sent);
}

process.stdout.write(JSON.stringify({ seconds: (performance.now() - began) / 1000, answers }));
