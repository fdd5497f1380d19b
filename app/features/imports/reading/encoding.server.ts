import type { Readable } from 'node:stream';
import type { Encoding } from '../rules';

/**
 * Tells the encoding while a file goes by: by its byte order mark, else UTF-8 if all of it is, else GB18030.
 * The whole file is judged, so that the first Chinese name may come as late as it likes.
 */
export class EncodingDetector {
  #marked: Encoding | null = null;
  #head: Buffer | null = Buffer.alloc(0);
  #decoder: TextDecoder | null = new TextDecoder('utf-8', { fatal: true });

  push(chunk: Uint8Array) {
    if (this.#head) {
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, 3)]);
      if (this.#head.length >= 2) {
        const [a, b] = this.#head;
        this.#marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null;
        this.#head = null;
      }
    }
    try {
      this.#decoder?.decode(chunk, { stream: true });
    } catch {
      this.#decoder = null;
    }
  }

  end(): Encoding {
    try {
      this.#decoder?.decode();
    } catch {
      this.#decoder = null;
    }
    return this.#marked ?? (this.#decoder ? 'utf-8' : 'gb18030');
  }
}

/** The text of a file in pieces; a byte that means nothing in its encoding becomes U+FFFD. */
export async function* decode(bytes: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding); // takes the byte order mark away
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk as Buffer, { stream: true });
    if (text) yield text;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}
