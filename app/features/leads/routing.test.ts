import { describe, expect, it } from 'vitest';
import { industrySection } from '~/features/accounts/industries';
import { ruleFor, takerOf } from './routing';
import { defaultLeadPolicy, type LeadRule, pickProblem } from './rules';

const rule = (id: string, given: Partial<LeadRule> = {}): LeadRule => ({
  id, regionCode: null, industry: null, line: null, source: null, unitId: 1, personId: null, ...given,
}); // biome-ignore format: one line
const lead = { regionCode: '330100', industry: '61', line: 'satellite', source: 'employee' };
const first = (...rules: LeadRule[]) => ruleFor(rules, lead, industrySection)?.id ?? null;

describe('the first rule that means a lead', () => {
  it('is found by region, industry, product and source, each or all', () => {
    expect(first(rule('a', { regionCode: '440000' }), rule('b', { regionCode: '330000' }), rule('c'))).toBe('b');
    expect(first(rule('a', { regionCode: '330200' }), rule('b', { regionCode: '330100' }))).toBe('b');
    expect(first(rule('a', { industry: 'C' }), rule('b', { industry: 'H' }))).toBe('b');
    expect(first(rule('a', { industry: 'H', line: 'cloud' }), rule('b', { industry: '61', line: 'satellite' }))).toBe(
      'b',
    );
    expect(first(rule('a', { source: 'web' }))).toBeNull();
    expect(first()).toBeNull();
  });

  it('passes over conditions about what nobody said', () => {
    const unsaid = { regionCode: null, industry: null, line: null, source: 'web' };
    expect(
      ruleFor([rule('a', { regionCode: '330000' }), rule('b', { line: 'iot' })], unsaid, industrySection),
    ).toBeNull();
  });
});

describe('who gets it', () => {
  const taker = (personId: string, openLeads: number, lastAt: string | null = null) => ({
    personId,
    name: personId,
    openLeads,
    lastAt,
  });

  it('is whoever has the fewest, then whoever waited longest, whatever the order', () => {
    const takers = [taker('a', 2), taker('b', 1, '2026-11-20'), taker('c', 1, '2026-11-02'), taker('d', 10)];
    expect(takerOf(takers, null, defaultLeadPolicy)?.personId).toBe('c');
    expect(takerOf(takers.toReversed(), null, defaultLeadPolicy)?.personId).toBe('c');
    expect(takerOf([...takers, taker('e', 1)], null, defaultLeadPolicy)?.personId).toBe('e');
  });

  it('is the person the rule names while they have room, and nobody when all are full', () => {
    const takers = [taker('a', 9), taker('b', 0)];
    expect(takerOf(takers, { personId: 'a' }, defaultLeadPolicy)?.personId).toBe('a');
    expect(takerOf([taker('a', 10), taker('b', 0)], { personId: 'a' }, defaultLeadPolicy)?.personId).toBe('b');
    expect(takerOf(takers, { personId: 'gone' }, defaultLeadPolicy)?.personId).toBe('b');
    expect(takerOf([taker('a', 10)], null, defaultLeadPolicy)).toBeNull();
  });
});

describe('taking from the pool', () => {
  const now = new Date('2026-11-23T02:00:00Z');
  const free = { openLeads: 0, pickedToday: 0, letGoAt: null as Date | null };
  const problem = (given: Partial<typeof free>) =>
    pickProblem(defaultLeadPolicy, { ...free, ...given }, now)?.reason ?? null;

  it('is limited by what one has, has taken today, and has let go', () => {
    expect(problem({})).toBeNull();
    expect(problem({ openLeads: 10 })).toBe('lead.pick_full');
    expect(problem({ pickedToday: 3 })).toBe('lead.pick_limit');
    expect(problem({ letGoAt: new Date('2026-11-22T03:00:00Z') })).toBe('lead.pick_cooling');
    expect(problem({ letGoAt: new Date('2026-11-22T01:00:00Z') })).toBeNull();
  });
});
