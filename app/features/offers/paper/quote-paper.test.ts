import { describe, expect, it } from 'vitest';
import { formatter } from '~/core/format';
import { makePaper } from '~/core/paper.server';
import { translate } from '~/locales/translate.server';
import { sampleQuote } from '../../../../tests/support/sample-quote';
import { plainLetterhead } from '../letterhead';
import { groupsOf } from './blocks';
import { quotePaper } from './quote-paper';

const paperOf = (document = sampleQuote(6, 3), locale: 'zh-CN' | 'en' = 'zh-CN', isDraft = false) =>
  quotePaper(document, plainLetterhead('浙江公司'), { t: translate(locale), f: formatter(locale), locale }, isDraft);
const textsIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];

describe('a quote on paper', () => {
  it('says the sums of its groups, which are the sum of the quote', () => {
    const document = sampleQuote(12, 5);
    const groups = groupsOf(document);
    expect(groups.map(({ name, sites }) => [name, sites])).toEqual([
      [null, 0],
      ['核心网点', 6],
      ['普通网点', 6],
    ]);
    expect(groups.reduce((sum, { sums }) => sum + sums.totalFen, 0)).toBe(document.sum.totalFen);
    expect(groups.reduce((sum, { sums }) => sum + sums.monthlyFen, 0)).toBe(document.sum.monthlyFen);
    expect(groups.reduce((sum, { sums }) => sum + sums.oneOffFen, 0)).toBe(document.sum.oneOffFen);
  });

  it('splits a site that would not fit on a page, and says so', () => {
    const [, group] = groupsOf(sampleQuote(2, 40));
    expect(group?.blocks.map(({ lines, isContinued }) => [lines.length, isContinued])).toEqual([
      [14, false],
      [14, true],
      [12, true],
    ]);
    expect(textsIn(paperOf(sampleQuote(2, 40)).content).some((text) => text.endsWith('（续）'))).toBe(true);
  });

  it('is marked while it is a draft only, in both languages', () => {
    expect(paperOf(undefined, 'zh-CN', true).watermark).toBe('草稿');
    expect(paperOf(undefined, 'en', true).watermark).toBe('DRAFT');
    expect(paperOf().watermark).toBeUndefined();
    expect(textsIn(paperOf(undefined, 'en').content)).toEqual(
      expect.arrayContaining(['Dedicated internet', 'Summary of charges']),
    );
  });

  it('tells nothing that is ours alone', () => {
    const document = sampleQuote(3, 3);
    const leaky = { ...document, note: 'SECRET note', marginBp: 777, costFen: 123 } as typeof document;
    const told = textsIn(paperOf(leaky).content).join('\n');
    expect(told).not.toMatch(/SECRET|internal reason|777/);
  });

  it('is made of every page it needs', async () => {
    const { content, ...rest } = paperOf(sampleQuote(40, 5));
    const t = translate('zh-CN');
    const made = await makePaper({
      ...rest,
      content,
      at: new Date(0),
      language: 'zh-CN',
      pageOf: (page, pages) => t('offer_paper.page', { page, pages }),
    });
    expect(made.pages).toBeGreaterThan(5);
    expect(made.missing).toEqual([]);
  }, 30_000);
});
