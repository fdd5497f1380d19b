import { describe, expect, it } from 'vitest';
import { largestFen, parseYuan, yuanText } from './money';

describe('an amount as people type it', () => {
  it.each([
    ['1,200.50', 120_050],
    ['¥ 32 万', 32_000_000],
    ['1.5亿', 15_000_000_000],
    ['１２００', 120_000],
    ['0.01', 1],
    ['3元', 300],
    ['0.123456万', 123_456],
  ])('%s', (typed, fen) => {
    expect(parseYuan(typed)).toBe(fen);
  });

  it.each(['', '-1', '1.005', '1e9', '12,34.5.6', '1万亿', '十万', 'NaN', 'Infinity', '0x10'])('not %s', (typed) => {
    expect(parseYuan(typed)).toBeNull();
  });

  it('ends at the largest amount, to the last fen, and never at one that a float cannot tell from the next', () => {
    expect(parseYuan('10000000000000')).toBe(largestFen);
    for (const more of ['10000000000000.01', '99999999999999', '999999999999999', '100000亿', '9007199254740993'])
      expect(parseYuan(more)).toBe(more === '100000亿' ? largestFen : null);
    expect(Number.isSafeInteger(largestFen * 2)).toBe(true);
    for (const fen of [largestFen, largestFen - 1, 1, 120_050]) expect(parseYuan(yuanText(fen))).toBe(fen);
  });
});
