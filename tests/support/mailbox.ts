import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A real SMTP server that keeps each mail as a file, so that other processes read them too. */
export async function openMailbox(dir: string, options: SMTPServerOptions = {}, port = 0) {
  mkdirSync(dir, { recursive: true });
  let count = readdirSync(dir).length;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        count += 1;
        const name = String(count).padStart(5, '0');
        writeFileSync(path.join(dir, `${name}.part`), Buffer.concat(chunks));
        renameSync(path.join(dir, `${name}.part`), path.join(dir, `${name}.eml`));
        done();
      });
    },
    ...options,
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done());
  });
  server.on('error', () => {}); // a client that hangs up
  const at = (server.server.address() as AddressInfo).port;
  return {
    port: at,
    url: `smtp://127.0.0.1:${at}`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

export type Mail = { headers: Record<string, string>; parts: { type: string; text: string }[]; raw: string };

const words = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (run) =>
      Buffer.concat(
        [...run.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, how, coded = '']) =>
          how?.toLowerCase() === 'b' ? Buffer.from(coded, 'base64') : quoted(coded.replace(/_/g, ' ')),
        ),
      ).toString(),
    );
const quoted = (text: string) =>
  Buffer.from(
    text
      .replace(/=\r?\n/g, '')
      .replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

function headersOf(text: string) {
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      words(line.slice(line.indexOf(':') + 1).trim()),
    ]),
  );
}

function partsOf(raw: string): Mail['parts'] {
  const split = /\r?\n\r?\n/.exec(raw);
  const headers = headersOf(raw.slice(0, split?.index));
  const body = raw.slice((split?.index ?? 0) + (split?.[0].length ?? 0));
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (boundary)
    return body
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((part) => partsOf(part.replace(/^\r?\n/, '')));
  const coding = headers['content-transfer-encoding'];
  const bytes =
    coding === 'base64'
      ? Buffer.from(body, 'base64')
      : coding === 'quoted-printable'
        ? quoted(body)
        : Buffer.from(body, 'latin1');
  return [{ type, text: bytes.toString('utf8') }];
}

/** The mails in a mailbox, oldest first, read as a mail program would. */
export const mailsIn = (dir: string): Mail[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => {
      const raw = readFileSync(path.join(dir, name), 'latin1');
      return { raw, headers: headersOf(raw.slice(0, /\r?\n\r?\n/.exec(raw)?.index)), parts: partsOf(raw) };
    });

export const partOf = (mail: Mail, type: string) => mail.parts.find((part) => part.type.startsWith(type))?.text ?? '';
