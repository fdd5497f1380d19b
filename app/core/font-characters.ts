/** Whether a font has a character, read from its table of characters; `true` for the control characters of layout. */
export type HasCharacter = (codePoint: number) => boolean;

type Range = { from: number; to: number };

/** The ranges of the full Unicode table (format 12) of a TrueType font, else of the basic one (format 4). */
function rangesOf(font: DataView): Range[] {
  const tables = font.getUint16(4);
  const tag = (at: number) => String.fromCharCode(...[0, 1, 2, 3].map((i) => font.getUint8(at + i)));
  const entry = Array.from({ length: tables }, (_, i) => 12 + i * 16).find((at) => tag(at) === 'cmap');
  if (entry === undefined) throw new Error('a font without a table of characters');
  const cmap = font.getUint32(entry + 8);
  const subtables = Array.from(
    { length: font.getUint16(cmap + 2) },
    (_, i) => cmap + font.getUint32(cmap + 4 + i * 8 + 4),
  );
  const full = subtables.find((at) => font.getUint16(at) === 12);
  if (full !== undefined)
    return Array.from({ length: font.getUint32(full + 12) }, (_, i) => {
      const group = full + 16 + i * 12;
      return { from: font.getUint32(group), to: font.getUint32(group + 4) };
    });
  const basic = subtables.find((at) => font.getUint16(at) === 4);
  if (basic === undefined) throw new Error('a font with a table of characters of another kind');
  const twice = font.getUint16(basic + 6);
  return Array.from({ length: twice / 2 }, (_, i) => ({
    to: font.getUint16(basic + 14 + i * 2),
    from: font.getUint16(basic + 16 + twice + i * 2),
  })).filter(({ from }) => from < 0xffff);
}

export function charactersOf(font: Uint8Array): HasCharacter {
  const known = new Set<number>();
  for (const { from, to } of rangesOf(new DataView(font.buffer, font.byteOffset, font.byteLength)))
    for (let code = from; code <= to; code++) known.add(code);
  return (code) => known.has(code) || code === 10;
}

/** Stands for what cannot be printed, as printers have always shown a missing type. */
const geta = '〓';
const invisible = /[\p{Cf}\p{Mn}\p{Variation_Selector}]/u;

/** The text as it can be printed: by a character that means the same, else by 〓, which is told. */
export function printable(text: string, has: HasCharacter, missing: Set<string>): string {
  let out = '';
  for (const character of text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\t\u00a0]/g, ' ')) {
    if (has(character.codePointAt(0)!)) out += character;
    else if (invisible.test(character) || /\p{Cc}/u.test(character)) continue;
    else {
      const same = character.normalize('NFKC');
      const isPrintable = same !== character && [...same].every((one) => has(one.codePointAt(0)!));
      if (!isPrintable) missing.add(character);
      out += isPrintable ? same : has(geta.codePointAt(0)!) ? geta : '?';
    }
  }
  return out;
}
