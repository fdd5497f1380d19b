import { v7 } from 'uuid';

const random = new Uint8Array(4096);
let taken = random.length;
let msecs = 0;
let seq = 0;

/** A new key for a row: time-ordered, made by whoever creates the row. Asking for 16 random bytes at a time took most of it. */
export function newId(): string {
  if (taken === random.length) {
    crypto.getRandomValues(random);
    taken = 0;
  }
  const bytes = random.subarray(taken, taken + 16);
  taken += 16;
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    seq = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) >>> 1;
  } else {
    seq = (seq + 1) >>> 0;
    if (seq === 0) msecs += 1;
  }
  return v7({ random: bytes, msecs, seq });
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (text: unknown): text is string => typeof text === 'string' && uuid.test(text);

/** The journal names subjects by uuid; the number of one that has none is written into the last part. */
export const numberedId = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
