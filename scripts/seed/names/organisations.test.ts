import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCreditCode, makeCreditCode } from '~/core/credit-code';
import { citiesOf, provinces } from '~/features/accounts/regions';
import { mulberry32, pick } from '../random';
import { type OrganisationKind, organisationKinds } from './organisation-kinds';
import { makeAddress, makeOrganisation } from './organisations';

const listed = '../shared/data/china/listed_companies_20260529.csv';
const kinds = Object.keys(organisationKinds) as OrganisationKind[];
const regions = provinces.flatMap((province) => citiesOf(province.code));

function sample(count: number, seed = 20260101) {
  const random = mulberry32(seed);
  return Array.from({ length: count }, () => makeOrganisation(random, pick(random, kinds), pick(random, regions)));
}

describe('makeOrganisation', () => {
  it('gives the same names for the same seed, and mostly different ones', () => {
    expect(sample(50)).toEqual(sample(50));
    expect(new Set(sample(5000).map(({ name }) => name)).size).toBeGreaterThan(4500);
  });

  it('fits kind, code and capital together', () => {
    const random = mulberry32(3);
    for (const { accountKind, creditPrefix, capitalFen, name, headcount } of sample(500)) {
      expect(checkCreditCode(makeCreditCode(random, creditPrefix))).toBe('ok');
      expect(capitalFen === null).toBe(accountKind === 'government' || accountKind === 'public_institution');
      expect(headcount).toBeGreaterThan(0);
      if (name.endsWith('公司')) expect(accountKind).not.toMatch(/^(government|public_institution)$/);
    }
    expect(makeAddress(random, regions[30] ?? pick(random, regions))).toMatch(/号/);
  });
});

describe.runIf(existsSync(listed))('listed companies (../shared/data/china)', () => {
  it('share no name with five thousand invented ones', () => {
    const rows = readFileSync(listed, 'utf8').trim().split('\n').slice(1);
    const real = new Set(rows.map((row) => (row.split(',')[1] ?? '').normalize('NFKC').replace(/^\*?ST/, '')));
    expect(real.size).toBeGreaterThan(5000);
    // A firm named after its city alone does not forbid the city.
    const long = [...real].filter((name) => name.length > 3 && !regions.some(({ zh }) => zh.startsWith(name)));
    const clashes = sample(5000).filter(
      ({ name, shortName }) => real.has(name) || real.has(shortName) || long.some((other) => name.includes(other)),
    );
    expect(clashes.map(({ name }) => name)).toEqual([]);
  });
});
