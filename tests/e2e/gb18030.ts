let pairs: Map<string, number> | undefined;

/** Every character of two bytes, found by reading all of them backwards. */
function twoBytes() {
  if (pairs) return pairs;
  pairs = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = trail === 0x7f ? '' : decoder.decode(Uint8Array.of(lead, trail));
      if ([...text].length === 1 && text !== '\uFFFD') pairs.set(text, (lead << 8) | trail);
    }
  return pairs;
}

/** Text as the bytes of GB18030; characters outside the basic plane take four. */
export function gb18030(text: string): Buffer {
  const bytes = [...text].flatMap((char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    if (code >= 0x10000) {
      const n = code - 0x10000;
      return [
        0x90 + Math.floor(n / 12_600),
        0x30 + (Math.floor(n / 1260) % 10),
        0x81 + (Math.floor(n / 10) % 126),
        0x30 + (n % 10),
      ];
    }
    const pair = twoBytes().get(char);
    if (pair === undefined) throw new Error(`${char} has no two bytes in GB18030`);
    return [pair >> 8, pair & 0xff];
  });
  return Buffer.from(bytes);
}
