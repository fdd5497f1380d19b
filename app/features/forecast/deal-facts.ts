import { type Column, columnOf, numeric } from './learn/column';
import { type Fact, shrunkRate } from './rules';

/** A deal as it stood at a moment: nothing in it is younger. `won` and `closedAt` are unknown while it is open. */
export type DealState = {
  opportunityId: string;
  ownerId: string;
  accountId: string;
  at: number;
  closedAt: number | null;
  won: boolean | null;
  stageId: number;
  ageDays: number;
  stageDays: number;
  overdueDays: number | null;
  quietDays: number | null;
  visits: number;
  contacts: number;
  totalFen: number | null;
  slips: number;
  evidence: number;
  source: string;
};

/** Share won of what one person or account had closed before a moment, shrunk towards everybody's. */
export class PastRates {
  #closed = new Map<string, { at: number; won: boolean }[]>();

  constructor(deals: readonly DealState[]) {
    const seen = new Set<string>();
    for (const deal of deals) {
      if (deal.closedAt === null || seen.has(deal.opportunityId)) continue;
      seen.add(deal.opportunityId);
      for (const key of ['', deal.ownerId, deal.accountId]) {
        const list = this.#closed.get(key) ?? [];
        list.push({ at: deal.closedAt, won: deal.won === true });
        this.#closed.set(key, list);
      }
    }
    for (const list of this.#closed.values()) list.sort((a, b) => a.at - b.at);
  }

  #before(key: string, at: number) {
    let [won, count] = [0, 0];
    for (const deal of this.#closed.get(key) ?? []) {
      if (deal.at >= at) break;
      count += 1;
      if (deal.won) won += 1;
    }
    return { won, count };
  }

  /** Of everybody; a coin until there is history. */
  base(at: number) {
    const { won, count } = this.#before('', at);
    return shrunkRate(won, count, 0.5);
  }

  of(key: string, at: number, base: number, strength: number) {
    const { won, count } = this.#before(key, at);
    return shrunkRate(won, count, base, strength);
  }
}

const log = (days: number | null) => (days === null ? Number.NaN : Math.log1p(Math.max(0, days)));
/** Facts told as the logarithm of what a person reads. */
export const logarithmic: readonly Fact[] = ['age', 'stage_days', 'overdue', 'quiet', 'amount'];

function numbersColumn(name: Fact, values: number[]): Column {
  const numbers = Float64Array.from(values);
  return { name, numbers, codes: Int32Array.from(numbers, (v) => (Number.isNaN(v) ? -1 : numeric)), levels: [] };
}

/** The columns a model learns from and scores, in the order in which they are kept when there is room for few. */
export function factColumns(deals: readonly DealState[], past: PastRates): Column[] {
  const numbers = (name: Fact, of: (deal: DealState) => number) => numbersColumn(name, deals.map(of));
  const bases = new Map<number, number>();
  const base = (at: number) => {
    const known = bases.get(at) ?? past.base(at);
    bases.set(at, known);
    return known;
  };
  return [
    columnOf(
      'stage',
      deals.map((deal) => `s${deal.stageId}`),
    ),
    numbers('quiet', (d) => log(d.quietDays)),
    numbers('stage_days', (d) => log(d.stageDays)),
    numbers('age', (d) => log(d.ageDays)),
    numbers('slips', (d) => d.slips),
    numbers('overdue', (d) => log(d.overdueDays ?? 0)),
    numbers('visits', (d) => d.visits),
    numbers('amount', (d) => log(d.totalFen)),
    numbers('evidence', (d) => d.evidence),
    numbers('owner_rate', (d) => past.of(d.ownerId, d.at, base(d.at), 10)),
    numbers('account_rate', (d) => past.of(d.accountId, d.at, base(d.at), 3)),
    numbers('contacts', (d) => d.contacts),
    columnOf(
      'source',
      deals.map((deal) => deal.source),
    ),
  ];
}
