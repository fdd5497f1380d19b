const bytesOf = new Map<string, [number, number]>();
const decoder = new TextDecoder('gb18030');
for (let high = 0x81; high <= 0xfe; high++) {
  for (let low = 0x40; low <= 0xfe; low++) {
    const text = low === 0x7f ? '' : decoder.decode(Uint8Array.of(high, low));
    if ([...text].length === 1 && !bytesOf.has(text)) bytesOf.set(text, [high, low]);
  }
}

/** Text as a Chinese Windows writes it; what needs four bytes is beyond it. */
export function gb18030(text: string): Buffer {
  const bytes: number[] = [];
  for (const letter of text) {
    const pair = bytesOf.get(letter);
    if (letter.charCodeAt(0) < 0x80) bytes.push(letter.charCodeAt(0));
    else if (pair) bytes.push(...pair);
    else throw new Error(`no two bytes for ${letter}`);
  }
  return Buffer.from(bytes);
}
