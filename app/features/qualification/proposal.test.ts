import { describe, expect, it } from 'vitest';
import { lineCodes, proposeResult } from './proposal';
import { type Gap, type JudgedDeal, nothingKnown, type QualificationFacts, strongest, totalGap } from './rules';

const deal: JudgedDeal = { totalFen: 1_000_000_00, deciderAttitude: 'supports', today: '2026-11-22' };
const gap = (more: Partial<Gap> = {}): Gap => ({
  competitorId: 'rival', product: 1, service: 0, brand: 0, relationship: 1, ...more,
}); // biome-ignore format: one row
const clear: QualificationFacts = {
  ...nothingKnown, fitProduct: 4, fitService: 4, fitSolution: 5, budget: 'known', budgetFen: 1_200_000_00, deciderId: 'who',
  decisionOn: '2027-01-15', compellingEvent: '老专线一月到期', tender: 'no', gaps: [gap()], marginPercent: 22,
}; // biome-ignore format: one set of answers
const propose = (more: Partial<QualificationFacts> = {}, about: Partial<JudgedDeal> = {}) => {
  const { result, lines } = proposeResult({ ...clear, ...more }, { ...deal, ...about });
  return [result, lines.map(({ code }) => code).join()];
};

describe('the proposed result', () => {
  it('is to go when nothing is open, with nothing to say', () => {
    expect(propose()).toEqual(['go', '']);
  });

  it('says of a go what would turn it', () => {
    expect(propose({ fitService: 3 })).toEqual(['go', 'fit_edge']);
    expect(propose({ decisionOn: '2026-12-01', marginPercent: 12 })).toEqual(['go', 'decision_soon,margin_edge']);
    expect(propose({ gaps: [gap({ product: -2 })] })).toEqual(['go', 'gap_edge']);
  });

  it.each<[string, Partial<QualificationFacts>, Partial<JudgedDeal>?]>([
    ['fit_low', { fitProduct: 2 }],
    ['fit_unknown', { fitSolution: null }],
    ['budget_unknown', { budget: 'asked' }],
    ['budget_amount', { budgetFen: null }],
    ['budget_short', { budgetFen: 900_000_00 }],
    ['decider_unknown', { deciderId: null }],
    ['decider_opposes', {}, { deciderAttitude: 'opposes' }],
    ['decision_unset', { decisionOn: null }],
    ['decision_past', { decisionOn: '2026-11-21' }],
    ['event_unknown', { compellingEvent: null }],
    ['tender_unknown', { tender: 'unknown' }],
    ['bid_due_unset', { tender: 'yes' }],
    ['bid_due_past', { tender: 'yes', bidDueOn: '2026-11-21' }],
    ['no_influence', { tender: 'yes', bidDueOn: '2026-12-21', tenderInfluence: 'none' }],
    ['gap_behind', { gaps: [gap(), gap({ product: -2, relationship: -1 })] }],
    ['gap_unknown', { gaps: [] }],
    ['margin_low', { marginPercent: 9 }],
    ['margin_unknown', { marginPercent: null }],
  ])('is conditional for %s', (code, more, about) => {
    expect(propose(more, about)).toEqual(['conditional', code]);
  });

  it.each<[string, Partial<QualificationFacts>]>([
    ['fit_stop', { fitProduct: 1 }],
    ['budget_stop', { budgetFen: 400_000_00 }],
    ['gap_stop', { gaps: [gap({ product: -2, service: -2, relationship: -1 })] }],
    ['margin_stop', { marginPercent: -1 }],
  ])('is not to go for %s', (code, more) => {
    expect(propose(more)).toEqual(['no_go', code]);
  });

  it('names what rules a deal out before what is open, and takes a thin margin for a strategic one', () => {
    expect(propose({ decisionOn: null, fitProduct: 0 })).toEqual(['no_go', 'fit_stop,decision_unset']);
    expect(propose({ marginPercent: -20, strategicWeight: 4 })).toEqual(['go', '']);
    expect(
      propose({
        tender: 'yes',
        bidDueOn: '2026-12-21',
        tenderInfluence: 'none',
        gaps: [gap({ product: -2, service: -2, relationship: 0 })],
      })[0],
    ).toBe('no_go');
  });

  it('asks for everything where nothing is known, each at a field of its own', () => {
    const { result, lines } = proposeResult(nothingKnown, { ...deal, deciderAttitude: null });
    expect(result).toBe('conditional');
    expect(new Set(lines.map(({ field }) => field)).size).toBe(lines.length);
    for (const { code } of lines) expect(lineCodes).toContain(code);
  });
});

describe('the gap', () => {
  it('is judged by the competitor furthest ahead, of whom anything is known', () => {
    const unknown = gap({ competitorId: 'u', product: null, service: null, brand: null, relationship: null });
    const ahead = gap({ competitorId: 'a', product: -2 });
    expect(strongest([unknown, gap(), ahead])).toBe(ahead);
    expect(strongest([unknown])).toBeNull();
    expect(totalGap(gap({ brand: null }))).toBe(2);
  });
});
