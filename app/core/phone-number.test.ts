import { describe, expect, it } from 'vitest';
import { looksLikePhone } from './phone-number';
import { parsePhone } from './phone-number.server';

describe('parsePhone', () => {
  it.each([
    ['13800138000', '+8613800138000', '138 0013 8000'],
    ['＋８６ 138-0013-8000', '+8613800138000', '138 0013 8000'],
    ['0086 13800138000', '+8613800138000', '138 0013 8000'],
    ['8613800138000', '+8613800138000', '138 0013 8000'],
    ['19912345678', '+8619912345678', '199 1234 5678'],
    ['0571-88888888', '+8657188888888', '0571 8888 8888'],
    ['（0571）88888888', '+8657188888888', '0571 8888 8888'],
    ['010—6588 1234', '+861065881234', '010 6588 1234'],
    ['400-820-8820', '+864008208820', '400 820 8820'],
    ['+852 2123 4567', '+85221234567', '+852 2123 4567'],
    ['+1 (212) 555-2368', '+12125552368', '+1 212 555 2368'],
  ])('reads %s', (typed, e164, display) => {
    expect(parsePhone(typed)).toEqual({ e164, extension: null, display });
    expect(looksLikePhone(typed)).toBe(true);
    expect(looksLikePhone(display)).toBe(true);
  });

  it.each([
    '0571-88888888-8001',
    '0571-88888888转8001',
    '0571 88888888 分机：8001',
    '0571-88888888 ext. 8001',
    '057188888888#8001',
  ])('keeps the extension of %s', (typed) => {
    expect(parsePhone(typed)).toEqual({ e164: '+8657188888888', extension: '8001', display: '0571 8888 8888-8001' });
    expect(looksLikePhone(typed)).toBe(true);
  });

  it('reads its own display again', () => {
    for (const typed of ['13800138000', '0571-88888888-8001', '400 820 8820', '+852 2123 4567']) {
      const phone = parsePhone(typed);
      expect(parsePhone(phone?.display ?? '')).toEqual(phone);
    }
  });

  it.each(['', '王主任', '88888888', '12345678901', '021-6588123', '1380013800', '13800138000/13900139000', '95588'])(
    'refuses %s',
    (typed) => {
      expect(parsePhone(typed)).toBeNull();
      expect(looksLikePhone(typed)).toBe(false);
    },
  );
});
