/** Largest amount the product takes: 10 万亿元, well inside what a float counts exactly in 分. */
export const largestFen = 1_000_000_000_000_000;

/**
 * Reads an amount in yuan as people type it (`1,200.50`, `32万`, `1.5亿`, full-width digits, ¥) into 分.
 * Returns null for anything else, for negative amounts and for more than two decimals of a 分.
 */
export function parseYuan(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[¥￥,\s元]/g, '');
  const match = /^(\d{1,15})(?:\.(\d{1,8}))?(万|亿)?$/.exec(plain);
  if (!match) return null;
  const [, whole = '', decimals = '', unit] = match;
  const shift = 2 + (unit === '万' ? 4 : unit === '亿' ? 8 : 0);
  if (decimals.replace(/0+$/, '').length > shift) return null;
  const fen = Number(whole + decimals.padEnd(shift, '0').slice(0, shift));
  return fen <= largestFen ? fen : null;
}

/** 分 as yuan for an input field: no separators, no needless zeros. */
export const yuanText = (fen: number | null | undefined) =>
  fen === null || fen === undefined ? '' : String(fen / 100);
