import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findIndustry, industryName, industrySection, industrySections, isIndustry } from './industries';

const published = '../shared/data/china/gbt4754_zh.csv';

describe('the table', () => {
  it('has twenty sections and ninety-seven divisions, each in one section', () => {
    expect(industrySections.map(({ code }) => code).join('')).toBe('ABCDEFGHIJKLMNOPQRST');
    const divisions = industrySections.flatMap((section) => section.divisions);
    expect(divisions).toEqual(Array.from({ length: 97 }, (_, at) => String(at + 1).padStart(2, '0')));
    expect(industrySection('63')).toBe('I');
    expect(industrySection('I')).toBe('I');
    expect(industrySection('98')).toBeNull();
  });

  it('names both languages and shows an unknown code as it is', () => {
    expect(industryName('63', 'zh-CN')).toBe('电信、广播电视和卫星传输服务');
    expect(industryName('63', 'en')).toBe('Telecommunications, broadcasting and satellite transmission');
    expect(industryName('98', 'en')).toBe('98');
    expect(isIndustry('63')).toBe(true);
    expect(isIndustry('98')).toBe(false);
  });
});

describe('findIndustry', () => {
  it('finds every name of its own, in both languages', () => {
    const divisions = industrySections.flatMap((section) => section.divisions);
    for (const code of divisions) {
      expect(findIndustry(industryName(code, 'zh-CN'))).toBe(code);
      expect(findIndustry(industryName(code, 'en').toUpperCase())).toBe(code);
    }
  });

  it.each([
    ['J', 'J'],
    ['ｊ６６', '66'],
    ['6620', '66'],
    ['医药制造', '27'],
    ['软件与信息技术服务业', '65'],
    ['教育行业', '83'],
    ['商业银行', '66'],
    ['三甲医院', '84'],
    ['互联网公司', '64'],
    ['Software & IT services', '65'],
    ['制造业', 'C'],
  ])('reads %s as %s', (text, code) => expect(findIndustry(text)).toBe(code));

  it.each(['', '业', '98', '不知道', '其他', 'unknown'])('does not guess at %s', (text) => {
    expect(findIndustry(text)).toBeNull();
  });
});

describe.runIf(existsSync(published))('the public list (../shared/data/china)', () => {
  it('has the same names', () => {
    const rows = readFileSync(published, 'utf8').trim().split('\n').slice(1);
    const two = rows.map((row) => row.trim().split(',')).filter(([level]) => level === '1' || level === '2');
    expect(two).toHaveLength(117);
    const different = two.filter(([, code = '', name = '', , section]) => {
      // The list cuts the name of division 37 short.
      const same = code === '37' ? industryName(code, 'zh-CN').startsWith(name) : industryName(code, 'zh-CN') === name;
      return !same || industrySection(code) !== section;
    });
    expect(different).toEqual([]);
  });
});
