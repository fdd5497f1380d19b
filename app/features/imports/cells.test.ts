import { describe, expect, it } from 'vitest';
import { isBlank, moneyUnit, readDay, readInteger, readMoment, readMoney, safeCell } from './cells';
import { isSlip, nameKey } from './near';
import { findWord } from './words';

describe('cells', () => {
  it.each(['2026-03-01', '2026/3/1', '2026.03.01', '2026年3月1日', '20260301', '２０２６－３－１', '1 Mar 2026', 'March 1, 2026', '2026-03-01 00:00:00'])(
    'read %s as a day',
    (text) => expect(readDay(text)).toBe('2026-03-01'),
  ); // biome-ignore format: one list

  it.each(['2026-02-30', '3/1/2026', '2026-13-01', '2026-03', '2026-03-01 14:00', '明天', '1e308', ''])(
    'read no day from %s',
    (text) => expect(readDay(text)).toBeNull(),
  );

  it('read moments, at nine when there is no time', () => {
    expect(readMoment('2026/11/2 14:30')).toBe('2026-11-02T14:30');
    expect(readMoment('2026年11月2日 下午2点')).toBe('2026-11-02T14:00');
    expect(readMoment('2026年11月2日 下午2:05')).toBe('2026-11-02T14:05');
    expect(readMoment('2026-11-02')).toBe('2026-11-02T09:00');
    expect(readMoment('2026-11-02 25:00')).toBeNull();
  });

  it('read money with the unit of the cell, else of the heading', () => {
    expect(moneyUnit('注册资本（万元）')).toBe('万');
    expect(moneyUnit('合同金额/亿元')).toBe('亿');
    expect(moneyUnit('金额（元）')).toBe('');
    expect(readMoney('12.5', '万')).toBe(12_500_000);
    expect(readMoney('12.5万', '万')).toBe(12_500_000);
    expect(readMoney('1,200元', '万')).toBe(120_000);
    for (const text of ['-5', 'NaN', '1e308', '一百', '9007199254740993']) expect(readMoney(text)).toBeNull();
  });

  it('read numbers with their counting words, and know what stands for nothing', () => {
    expect(readInteger('1,200人')).toBe(1200);
    expect(readInteger('12.0')).toBe(12);
    expect(readInteger('12.5')).toBeNull();
    for (const text of ['', '　', '-', '无', 'N/A', '——']) expect(isBlank(text)).toBe(true);
    expect(isBlank('0')).toBe(false);
  });

  it('leave for a spreadsheet no formula', () => {
    expect(['=1+1', '+86 571', '-5', '@x', '12'].map(safeCell)).toEqual(["'=1+1", "'+86 571", '-5', "'@x", '12']);
  });
});

describe('near matches', () => {
  it('ignore width, case, spaces and marks', () => {
    expect(nameKey('ＧＴＸ-Pro')).toBe(nameKey('gtx pro'));
    expect(nameKey('杭州 银泰（集团）')).toBe(nameKey('杭州银泰集团'));
  });

  it('know a slip of the pen from another word', () => {
    expect(isSlip('technolgy', 'technology')).toBe(true);
    expect(isSlip('techonlogy', 'technology')).toBe(true);
    expect(isSlip('retail', 'medical')).toBe(false);
    expect(isSlip('abc', 'abd')).toBe(false);
  });

  it('find words of both languages', () => {
    expect([
      findWord('accountKind', '国企'),
      findWord('accountKind', 'State owned'),
      findWord('accountKind', '火星'),
    ]).toEqual(['state_owned', 'state_owned', null]);
  });
});
