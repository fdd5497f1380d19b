import { describe, expect, it } from 'vitest';
import { compareDocuments } from './compare';
import type { DocumentLine, QuoteDocument } from './document';

const line = (site: string | null, offeringCode: string, totalFen: number) =>
  ({
    id: `${site}${offeringCode}`,
    siteId: site,
    offeringCode,
    offeringName: offeringCode,
    priceCode: 'port',
    priceName: '月租',
    quantity: 1,
    amountFen: totalFen,
    sum: { discountBp: 0, totalFen },
  }) as unknown as DocumentLine;
const document = (sites: string[], lines: DocumentLine[]) => {
  const totalFen = lines.reduce((sum, one) => sum + one.sum.totalFen, 0);
  const sum = { totalFen, oneOffFen: 0, monthlyFen: 0, grossFen: totalFen };
  return { sites: sites.map((id) => ({ id, name: id.slice(-1) })), lines, sum } as unknown as QuoteDocument;
};

describe('two quotes', () => {
  it('are compared by site, product and price, whatever their rows are called', () => {
    const left = document(['1a', '1b'], [line('1a', 'X', 100), line('1b', 'X', 100), line(null, 'Y', 50)]);
    const right = document(['2a', '2b'], [line('2a', 'X', 100), line('2b', 'X', 80), line('2b', 'Z', 5)]);
    const { changed, unchanged, ...sums } = compareDocuments(left, right);
    expect(unchanged).toBe(1);
    expect(changed.map(({ name, site, left, right }) => [name, site, left?.totalFen, right?.totalFen])).toEqual([
      ['X · 月租', 'b', 100, 80],
      ['Y · 月租', null, 50, undefined],
      ['Z · 月租', 'b', undefined, 5],
    ]);
    expect([sums.left.totalFen, sums.right.totalFen]).toEqual([250, 185]);
    expect(compareDocuments(left, left)).toMatchObject({ changed: [], unchanged: 3 });
  });

  it('keep two lines of the same product at one site apart', () => {
    const twice = document(['1a'], [line('1a', 'X', 100), line('1a', 'X', 70)]);
    expect(compareDocuments(twice, document(['1a'], [line('1a', 'X', 100)])).changed).toHaveLength(1);
  });
});
