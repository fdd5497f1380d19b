import type { Sized } from './sizes';

/** 31 companies, 100,000 people, ten years. */
const target: Record<string, number> = {
  accounts: 30e6,
  visits: 1e9,
  opportunities: 30e6,
  // one entry for a visit, and as many again for half of them: planned, moved, commented; deals and contacts beside
  journal: 1.6e9,
  commitments: 100e6,
  needs: 100e6,
};
/** What the rest grows with, at the ratio found in the measured data. */
const growsWith: Record<string, string> = {
  contacts: 'accounts',
  assignments: 'accounts',
  opportunity_changes: 'opportunities',
  opportunity_states: 'opportunities',
};
/** Of the heap and indexes of each, how much is asked for on an ordinary day: all customers and deals, the last year of what happens. */
const hot: Record<string, number> = {
  visits: 0.1,
  journal: 0.05,
  commitments: 0.1,
  needs: 0.1,
  opportunity_changes: 0.3,
  opportunity_states: 0.3,
};

export interface Grown {
  table: string;
  rows: number;
  heapGb: number;
  indexGb: number;
  hotGb: number;
}

/** The same bytes a row, at the size of the whole country. */
export function grown(sizes: Sized[]): Grown[] {
  const rowsOf = (table: string) => sizes.find((one) => one.table === table)?.rows ?? 0;
  return sizes.flatMap(({ table, rows, heapBytes, indexBytes }) => {
    const basis = growsWith[table];
    const most = target[table] ?? (basis && (rows / rowsOf(basis)) * target[basis]!);
    if (!most) return [];
    const [heapGb, indexGb] = [heapBytes, indexBytes].map((bytes) => ((bytes / rows) * most) / 2 ** 30) as [
      number,
      number,
    ];
    return [{ table, rows: most, heapGb, indexGb, hotGb: (heapGb + indexGb) * (hot[table] ?? 1) }];
  });
}
