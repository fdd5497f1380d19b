import { describe, expect, it } from 'vitest';
import { formatter, initials } from './format';
import { acceptedLocale } from './locale';

const zh = formatter('zh-CN');
const en = formatter('en');

describe('formats', () => {
  it('shortens money', () => {
    expect(zh.money(320_000_000)).toBe('¥320万');
    expect(zh.money(38_600_000)).toBe('¥38.6万');
    expect(zh.money(86_000_000_000)).toBe('¥8.6亿');
    expect(zh.money(12_849_000_000)).toBe('¥1.28亿');
    expect(zh.money(1_284_900_000_000)).toBe('¥128.49亿');
    expect(zh.money(123_450)).toBe('¥1,234.50');
    expect(zh.money(-320_000_000)).toBe('-¥320万');
    expect(en.money(320_000_000)).toBe('¥3.2M');
    expect(en.money(1_860_000)).toBe('¥18.6K');
  });

  it('speaks days of this and of other years', () => {
    expect(zh.day('2026-11-16', '2026-11-25T02:00:00Z')).toBe('11月16日');
    expect(zh.day('2025-11-16', '2026-11-25T02:00:00Z')).toBe('2025年11月16日');
    expect(en.day('2026-11-16', '2026-11-25T02:00:00Z')).toBe('16 Nov');
  });

  it('lives in Shanghai', () => {
    expect(zh.time('2026-11-25T16:30:00Z')).toBe('00:30');
    expect(zh.when('2026-11-25T16:30:00Z', '2026-11-25T15:00:00Z')).toBe('明天 00:30');
    expect(zh.when('2026-11-20T02:00:00Z', '2026-11-25T02:00:00Z')).toBe('5天前');
    expect(zh.when('2026-11-16T02:00:00Z', '2026-11-25T02:00:00Z')).toBe('11月16日');
    expect(en.when('2026-11-24T02:00:00Z', '2026-11-25T02:00:00Z')).toBe('yesterday 10:00');
  });

  it('shortens names', () => {
    expect(initials('欧阳文博')).toBe('文博');
    expect(initials('Ann Mary Lee')).toBe('AL');
    expect(initials('')).toBe('');
  });
});

describe('language', () => {
  it('takes the best we speak', () => {
    expect(acceptedLocale('fr, en-US;q=0.8, zh;q=0.9')).toBe('zh-CN');
    expect(acceptedLocale('fr;q=1')).toBeUndefined();
    expect(acceptedLocale(null)).toBeUndefined();
  });
});
