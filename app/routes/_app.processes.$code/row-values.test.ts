import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Criterion, type CriterionFacts, implies, isMet } from '~/features/opportunities/criteria';
import { stageInput } from '~/features/processes/input';
import { rowsOf } from './row-values';

const leaf = fc.constantFrom<Criterion>(
  { kind: 'need' },
  { kind: 'photo' },
  { kind: 'visit', days: 7 },
  { kind: 'certificate', code: 'PMP' },
);
const group = (of: fc.Arbitrary<Criterion>) =>
  fc.record({
    kind: fc.constantFrom('any' as const, 'all' as const),
    of: fc.array(of, { minLength: 1, maxLength: 2 }),
  });
const nested = fc.oneof(leaf, group(fc.oneof(leaf, group(fc.oneof(leaf, group(leaf))))));

/** Every way the four of them can stand. */
const everything = Array.from({ length: 16 }, (_, n) => {
  const known: Partial<CriterionFacts> = {
    hasNeed: (n & 1) > 0,
    hasPhoto: (n & 2) > 0,
    visitedDaysAgo: n & 4 ? 3 : null,
    certificates: n & 8 ? ['PMP'] : [],
  };
  return known as CriterionFacts;
});

describe('the lines of the editor', () => {
  it('mean what they were made of, however deep that was nested', () => {
    const around = {
      version: '0',
      stage: 'qualify',
      name: 'a',
      nameEn: 'a',
      probability: '10',
      stuckAfterDays: '',
      guidance: '',
    };
    fc.assert(
      fc.property(nested, (criterion) => {
        const { exitCriteria } = stageInput.parse({ ...around, exitCriteria: rowsOf([criterion]) });
        const again: Criterion = { kind: 'all', of: exitCriteria };
        expect(implies(again, criterion)).toBe(true);
        for (const facts of everything) expect(isMet(again, facts, '')).toBe(isMet(criterion, facts, ''));
      }),
      { numRuns: 300 },
    );
  });
});
