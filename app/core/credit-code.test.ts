import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCreditCode, makeCreditCode, normaliseCreditCode } from './credit-code';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const samples = '../shared/data/uscc/valid_40.txt';

function sequence(seed = 7) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

describe('checkCreditCode', () => {
  it('accepts a code in any width, case and spacing', () => {
    expect(checkCreditCode('91340603MA2UJYNU67')).toBe('ok');
    expect(checkCreditCode(' 9134 0603 ma2u jynu 67 ')).toBe('ok');
    expect(checkCreditCode('９１３４０６０３ＭＡ２ＵＪＹＮＵ６７')).toBe('ok');
    expect(normaliseCreditCode('91340603-ma2ujynu6-7')).toBe('91340603MA2UJYNU67');
  });

  it('names what is wrong', () => {
    expect(checkCreditCode('')).toBe('length');
    expect(checkCreditCode('91340603MA2UJYNU6')).toBe('length');
    expect(checkCreditCode('91340603MA2UJYNUO7')).toBe('character');
    expect(checkCreditCode('9134060XMA2UJYNU67')).toBe('character');
    expect(checkCreditCode('91340603MA2UJYNU77')).toBe('organisation_check');
    expect(checkCreditCode('91340603MA2UJYNU68')).toBe('check');
  });

  it('accepts codes whose last check character is 0', () => {
    const random = sequence();
    const codes = Array.from({ length: 500 }, () => makeCreditCode(random));
    const ending = codes.filter((code) => code.endsWith('0'));
    expect(ending.length).toBeGreaterThan(0);
    expect(codes.every((code) => checkCreditCode(code) === 'ok')).toBe(true);
  });

  it('catches every change of a single character and every swap of unequal neighbours', () => {
    const random = sequence(11);
    for (const code of Array.from({ length: 20 }, () => makeCreditCode(random, '12330106'))) {
      for (let at = 0; at < 18; at++) {
        for (const other of alphabet) {
          if (other === code[at]) continue;
          expect(checkCreditCode(code.slice(0, at) + other + code.slice(at + 1))).not.toBe('ok');
        }
        const swapped = code.slice(0, at) + (code[at + 1] ?? '') + code[at] + code.slice(at + 2);
        if (swapped !== code && at < 17) expect(checkCreditCode(swapped)).not.toBe('ok');
      }
    }
  });
});

describe.runIf(existsSync(samples))('forty codes of real organisations (../shared/data/uscc)', () => {
  const codes = existsSync(samples) ? readFileSync(samples, 'utf8').split(/\s+/).filter(Boolean) : [];

  it('are all valid, and no single changed character is', () => {
    expect(codes).toHaveLength(40);
    for (const code of codes) {
      expect([code, checkCreditCode(code)]).toEqual([code, 'ok']);
      for (let at = 0; at < 18; at++) {
        const mutants = [...alphabet].filter((other) => other !== code[at]);
        const missed = mutants.filter((m) => checkCreditCode(code.slice(0, at) + m + code.slice(at + 1)) === 'ok');
        expect(missed).toEqual([]);
      }
    }
  });
});
