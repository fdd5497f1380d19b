import { describe, expect, it } from 'vitest';
import { type DealState, PastRates } from './deal-facts';
import { learnDeals, scoreDeals } from './win-model';

const dayMs = 86_400_000;
const begin = Date.UTC(2024, 0, 1);

/** Deals that are won the more often the more they are visited; `signal` 0: by chance alone. */
function history(count: number, signal: number): DealState[] {
  let state = 5;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, (_, i) => {
    const visits = Math.floor(next() * 4);
    const won = next() < 1 / (1 + Math.exp(-(signal * (visits - 1.5))));
    const made = begin + i * 2 * dayMs;
    return Array.from({ length: 2 }, (_, month) => ({
      opportunityId: `d${String(i).padStart(5, '0')}`,
      ownerId: `o${i % 5}`,
      accountId: `a${i % 40}`,
      at: made + (month + 1) * 30 * dayMs,
      closedAt: made + 75 * dayMs,
      won,
      stageId: 1 + month,
      ageDays: 30 * (month + 1),
      stageDays: 30,
      overdueDays: 0,
      quietDays: Math.floor(next() * 20),
      visits,
      contacts: 0,
      totalFen: 100_000 + Math.floor(next() * 1000),
      slips: 0,
      evidence: 0,
      source: 'manager',
    }));
  }).flat();
}
const open = (deals: DealState[], visits: number) => [
  { ...deals[0]!, opportunityId: 'open', won: null, closedAt: null, visits },
];

describe('learning from a company’s deals', { timeout: 60_000 }, () => {
  it('stays with the configured rates below thirty deals', () => {
    const learnt = learnDeals(history(25, 2));
    expect(learnt).toMatchObject({ rung: 'rates', deals: 25 });
    expect(scoreDeals(learnt, open(history(1, 0), 1), [])).toEqual([]);
  });

  it('reads the stage table below a hundred and fifty', () => {
    const deals = history(80, 2);
    const learnt = learnDeals(deals);
    expect(learnt.rung).toBe('stages');
    expect(scoreDeals(learnt, open(deals, 3), deals)[0]).toMatchObject({
      id: 'open',
      p: learnt.model.stages[1],
      why: [],
    });
  });

  it('learns what matters and says so', () => {
    const deals = history(400, 2);
    const learnt = learnDeals(deals);
    expect(learnt).toMatchObject({ rung: 'model', failures: [] });
    expect(learnt.model.measures!.auc).toBeGreaterThan(0.75);
    const [many] = scoreDeals(learnt, open(deals, 3), deals);
    const [none] = scoreDeals(learnt, open(deals, 0), deals);
    expect(many!.p).toBeGreaterThan(none!.p + 0.3);
    expect(many!.why[0]).toMatchObject({ fact: 'visits', value: 3 });
    expect(many!.why[0]!.contribution).toBeGreaterThan(0);
    expect(none!.why[0]!.contribution).toBeLessThan(0);
    expect(learnDeals([...deals].reverse())).toEqual(learnt);
  });

  it('falls back to the stage table when the model is no better', () => {
    const learnt = learnDeals(history(400, 0));
    expect(learnt.rung).toBe('stages');
    expect(learnt.failures).toContain('ranking');
    expect(learnt.model.learnt).toBeNull();
  });

  it('counts as past only what had closed before', () => {
    const past = new PastRates([{ ...history(1, 0)[0]!, ownerId: 'o', won: true, closedAt: 1000 }]);
    expect(past.of('o', 1000, 0.5, 10)).toBe(0.5);
    expect(past.of('o', 1001, 0.5, 10)).toBeCloseTo(6 / 11, 10);
  });
});
