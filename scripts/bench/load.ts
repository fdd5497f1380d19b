// The process that asks: reads a list of requests, sends them with bounded concurrency, prints what came back.
import { readFileSync } from 'node:fs';
import http from 'node:http';

export type Request = { path: string; cookie?: string; fields?: [string, string][] };
export type Task = { url: string; concurrency: number; requests: Request[] };
export type Answer = { ms: number; status: number; bytes: number };

const task = JSON.parse(readFileSync(0, 'utf8')) as Task;
const agent = new http.Agent({ keepAlive: true, maxSockets: task.concurrency });

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
        response.on('end', () => done({ ms: performance.now() - began, status: response.statusCode ?? 0, bytes }));
      },
    );
    request.on('error', fail);
    request.end(body);
  });
}

const answers: Answer[] = [];
let next = 0;
const began = performance.now();
await Promise.all(
  Array.from({ length: task.concurrency }, async () => {
    while (next < task.requests.length) answers.push(await send(task.requests[next++]!));
  }),
);
process.stdout.write(JSON.stringify({ seconds: (performance.now() - began) / 1000, answers }));
