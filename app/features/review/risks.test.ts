import { describe, expect, it } from 'vitest';
import { type RiskFacts, risksOf, riskWeight } from './risks';

const day = '2026-11-23';
const fine: RiskFacts = {
  isOpen: true,
  progress: 0.6,
  quietDays: 3,
  stuckAfterDays: 14,
  slips: 1,
  closeOn: '2027-01-15',
  hasDecisionMaker: true,
  visitedDaysAgo: 10,
  wentBack: 0,
  hasNextStep: true,
};
const kinds = (facts: Partial<RiskFacts>) => risksOf({ ...fine, ...facts }, day).map(({ kind }) => kind);

describe('risks', () => {
  it('are none where all is well, or nothing is expected', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ isOpen: false, slips: 9, closeOn: null, hasNextStep: false })).toEqual([]);
  });
  it('say what they rest on', () => {
    expect(risksOf({ ...fine, closeOn: '2026-11-13' }, day)).toEqual([{ kind: 'overdue', n: 10 }]);
    expect(risksOf({ ...fine, quietDays: 20 }, day)).toEqual([{ kind: 'stuck', n: 20 }]);
    expect(risksOf({ ...fine, closeOn: '2026-12-03', progress: 0.2 }, day)).toEqual([{ kind: 'early_and_due', n: 10 }]);
    expect(risksOf({ ...fine, slips: 3 }, day)).toEqual([{ kind: 'slipped', n: 3 }]);
    expect(risksOf({ ...fine, visitedDaysAgo: 60 }, day)).toEqual([{ kind: 'no_visit', n: 60 }]);
  });
  it('begin where the rule says and not a day before', () => {
    expect(kinds({ closeOn: day })).toEqual([]);
    expect(kinds({ quietDays: 14 })).toEqual([]);
    expect(kinds({ visitedDaysAgo: 45 })).toEqual([]);
    expect(kinds({ stuckAfterDays: null, quietDays: 999 })).toEqual([]);
    expect(kinds({ hasDecisionMaker: false, progress: 0.2 })).toEqual([]);
    expect(kinds({ hasDecisionMaker: false })).toEqual(['no_decision_maker']);
    expect(kinds({ closeOn: null, visitedDaysAgo: null, wentBack: 1 })).toEqual(['no_visit', 'went_back', 'no_date']);
  });
  it('weigh more with more reasons and more money', () => {
    const some = risksOf({ ...fine, quietDays: 20 }, day);
    const more = risksOf({ ...fine, quietDays: 20, slips: 4 }, day);
    expect(riskWeight(more, 100)).toBeGreaterThan(riskWeight(some, 100));
    expect(riskWeight(some, 200)).toBeGreaterThan(riskWeight(some, 100));
    expect(riskWeight([], 1e12)).toBe(0);
  });
});
