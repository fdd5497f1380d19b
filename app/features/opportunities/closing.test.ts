import { describe, expect, it } from 'vitest';
import { allDetails, closeDetails, closingValues, detailsOf } from './closing';
import { closeReasons, wonReasons } from './rules';

const said = {
  detail: 'quote_higher',
  priceGapFen: 120_000_00,
  priceGapPercent: 7.25,
  doAgain: '早一点报价',
  retryOn: '2027-05-10',
};

describe('what is said when a deal closes', () => {
  it('is kept for what it fits', () => {
    expect(closingValues('lost', 'price', said)).toEqual({
      closeDetail: 'quote_higher', priceGapFen: 120_000_00, priceGapBp: 725, doAgain: '早一点报价', retryOn: '2027-05-10',
    }); // biome-ignore format: one line
    expect(closingValues('lost', 'service', said).closeDetail).toBeNull();
    expect(closingValues('won', 'price', said)).toMatchObject({ closeDetail: null, retryOn: null, priceGapBp: 725 });
    expect(Object.values(closingValues('open', null, said)).every((value) => value === null)).toBe(true);
    expect(Object.values(closingValues('lost', 'other', {})).every((value) => value === null)).toBe(true);
  });

  it('knows the second level of reasons that can be chosen only', () => {
    for (const reason of Object.keys(closeDetails.lost)) expect(closeReasons).toContain(reason);
    for (const reason of Object.keys(closeDetails.won)) expect(wonReasons).toContain(reason);
    expect(detailsOf('open', 'price')).toEqual([]);
    expect(detailsOf('lost', '__proto__')).toEqual([]);
    expect(new Set(allDetails).size).toBe(allDetails.length);
  });
});
