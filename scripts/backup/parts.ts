// The parts of a backup, as they are or encrypted with age (https://age-encryption.org/v1): a stolen copy tells nothing, and
// the machine that makes it cannot read it either. `age -d -i KEY` opens them as well.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream as WebStream } from 'node:stream/web';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

/** After the name of a part that is encrypted. */
export const sealed = '.age';

// Node's and the browser's types of the same stream differ
const forWeb = (stream: WebStream) => stream as unknown as ReadableStream<Uint8Array>;
const fromWeb = (stream: ReadableStream) => Readable.fromWeb(stream as unknown as WebStream);

/** For whom parts are encrypted (`age1…`); none: they are not. */
export type Recipient = string | undefined;

function encrypterFor(recipient: string) {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new Error(`"${recipient}" is no recipient: npm run backup -- --new-key FILE makes one (age1…).`);
  }
  return encrypter;
}

/** Fails before anything is read where the recipient is none. */
export const requireRecipient = (recipient: Recipient) => void (recipient && encrypterFor(recipient));

export async function writePart(bytes: AsyncIterable<Uint8Array>, file: string, recipient: Recipient) {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const stored: AsyncIterable<Uint8Array> | Readable = recipient
    ? fromWeb(await encrypterFor(recipient).encrypt(forWeb(WebStream.from(bytes))))
    : bytes;
  await pipeline(stored, createWriteStream(recipient ? file + sealed : file, { mode: 0o600 }));
}

/** Of an encrypted part (`file` with its `.age`) the bytes that were given; throws where the identity does not fit. */
export async function openSealed(file: string, identity: string): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const stored = createReadStream(file);
  try {
    return fromWeb(await decrypter.decrypt(forWeb(Readable.toWeb(stored))));
  } catch (error) {
    stored.destroy();
    throw new Error(`The key does not open ${path.basename(file)}: it was encrypted for another one.`, {
      cause: error,
    });
  }
}

/** Writes a new key to a file of its own, as `age-keygen` does; answers for whom to encrypt. */
export async function makeKey(file: string) {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const text = `# created: ${new Date().toISOString()}\n# public key: ${recipient}\n${identity}\n`;
  await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  return recipient;
}

export async function readKey(file: string) {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
  const identity = lines.find((line) => line.startsWith('AGE-SECRET-KEY-'));
  if (!identity) throw new Error(`${file} holds no key (AGE-SECRET-KEY-…).`);
  return identity;
}
