import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { sleep } from '../pid-file.mjs';

/** How often each id came. */
const tallyOf = (ids: string[]) => ({
  different: new Set(ids).size,
  again: ids.length - new Set(ids).size,
});

/** A mail server that takes its time, and notes the Message-ID of whatever it says yes to. */
export async function openMailServer(ms: number) {
  const ids: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', async () => {
        await sleep(ms);
        ids.push(/^message-id:\s*<([^@>]+)/im.exec(Buffer.concat(parts).toString('latin1'))?.[1] ?? 'none');
        done();
      });
    },
  });
  server.on('error', () => {}); // a worker that died in the middle
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    seen: () => tallyOf(ids),
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

/** Takes webhooks, taking its time, and notes the `webhook-id` of each. */
export async function openReceiver(ms: number) {
  const ids: string[] = [];
  const server = http.createServer(async (req, res) => {
    ids.push(String(req.headers['webhook-id']));
    await sleep(ms);
    res.writeHead(204).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    seen: () => tallyOf(ids),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
