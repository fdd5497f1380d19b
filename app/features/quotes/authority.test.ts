import { describe, expect, it } from 'vitest';
import { type Asked, type AuthorityRule, chainFor, discountsBy, obstaclesOf, ruleFor } from './authority';

const rule = (given: Partial<AuthorityRule>): AuthorityRule => ({
  level: 'account_manager',
  line: null,
  fromMonths: 0,
  maxDiscountBp: 1000,
  minMarginBp: null,
  maxTotalFen: null,
  ...given,
});
const rules = [
  rule({ minMarginBp: 2500, maxTotalFen: 5_000_000_00 }),
  rule({ fromMonths: 24, maxDiscountBp: 1500, minMarginBp: 2500 }),
  rule({ line: 'satellite', maxDiscountBp: 500 }),
  rule({ level: 'team_lead', maxDiscountBp: 2000, minMarginBp: 1500 }),
  rule({ level: 'sales_director', maxDiscountBp: 3500, minMarginBp: 500 }),
  rule({ level: 'top_director', maxDiscountBp: 6000 }),
];
const asked = (given: Partial<Asked> = {}): Asked => ({
  discounts: [{ line: 'internet', bp: 0 }],
  months: 12,
  marginBp: 4000,
  totalFen: 100_000_00,
  ...given,
});
const chain = (given: Partial<Asked>) => chainFor(rules, 'account_manager', asked(given))?.map(({ level }) => level);

describe('the authority matrix', () => {
  it('takes the rule of the line before that of any, and of the longest term reached', () => {
    expect(ruleFor(rules, 'account_manager', 'internet', 12)?.maxDiscountBp).toBe(1000);
    expect(ruleFor(rules, 'account_manager', 'internet', 36)?.maxDiscountBp).toBe(1500);
    expect(ruleFor(rules, 'account_manager', 'satellite', 36)?.maxDiscountBp).toBe(500);
  });

  it('asks each in turn up to the first who may', () => {
    const discount = (bp: number) => [{ line: 'internet' as const, bp }];
    expect(chain({})).toEqual([]);
    expect(chain({ discounts: discount(1000) })).toEqual([]);
    expect(chain({ discounts: discount(1001) })).toEqual(['team_lead']);
    expect(chain({ discounts: discount(2500) })).toEqual(['team_lead', 'sales_director']);
    expect(chain({ discounts: discount(6000) })).toEqual(['team_lead', 'sales_director', 'top_director']);
    expect(chain({ discounts: discount(6001) })).toBeUndefined();
    expect(chain({ discounts: [...discount(0), { line: 'satellite', bp: 600 }] })).toEqual(['team_lead']);
    expect(chain({ marginBp: 1000 })).toEqual(['team_lead', 'sales_director']);
    expect(chain({ marginBp: null })).toEqual(['team_lead', 'sales_director', 'top_director']);
    expect(chain({ totalFen: 5_000_000_01 })).toEqual(['team_lead']);
    expect(chainFor(rules, 'team_lead', asked({ discounts: discount(1800) }))).toEqual([]);
    expect(chainFor([], 'account_manager', asked())).toBeNull();
  });

  it('says why', () => {
    expect(
      obstaclesOf(rules, 'account_manager', asked({ marginBp: 900, discounts: [{ line: 'iot', bp: 3000 }] })),
    ).toEqual([
      { kind: 'discount', line: 'iot', bp: 3000, max: 1000 },
      { kind: 'margin', bp: 900, min: 2500 },
    ]);
  });

  it('looks at the deepest discount of each line of products', () => {
    expect(
      discountsBy([
        { productLine: 'satellite', discountBp: 100 },
        { productLine: 'internet', discountBp: 300 },
        { productLine: 'internet', discountBp: 200 },
      ]),
    ).toEqual([
      { line: 'internet', bp: 300 },
      { line: 'satellite', bp: 100 },
    ]);
  });
});
