import type { Catalogue } from './catalogue';
import type { Customer } from './customers/customer';
import { type Deal, makeDeal, type Wish } from './deals/deal';
import { stage } from './deals/path';
import type { Demo } from './demo';
import { between, chance, pick, weighted } from './random';

const count = 240;
/** Customers are known for longer than that. */
const longestAgo = 410;

/** What the first company closed before this quarter: enough to learn from, and not all of it by luck. */
export function makePast(demo: Demo, catalogue: Catalogue, customers: Customer[]): Deal[] {
  const { random } = demo;
  const tenantId = customers.find(({ owner }) => owner.key === 'manager')?.row.tenantId;
  const served = customers.filter(
    ({ row, owner, untouched }) => row.tenantId === tenantId && !owner.leftOn && !untouched,
  );
  return Array.from({ length: count }, () =>
    makeDeal(demo, catalogue, pick(random, served), chance(random, 0.54) ? won(demo) : lost(demo)),
  );
}

/** Who is sent by somebody, or has been served before, knows us; who asks everybody does not. */
export function tellSources({ random }: Demo, deals: Deal[]) {
  for (const { row } of deals)
    if (row.closedOn && chance(random, 0.8)) row.source = pick(random, row.stageType === 'won' ? known : asksAll);
}

const known = ['referral', 'renewal'] as const;
const asksAll = ['tender', 'campaign', 'hotline'] as const;

const ago = ({ random }: Demo) => between(random, 60, longestAgo);

const won = (demo: Demo): Wish => ({
  stageId: stage.won,
  enteredDaysAgo: ago(demo),
  totalFen: between(demo.random, 8, 160) * 1_000_000,
  slips: weighted(demo.random, [[0, 84], [1, 14], [2, 2]] as const), // biome-ignore format: a table
});

/** Put off again and again before it was lost. */
const lost = (demo: Demo): Wish => ({
  stageId: stage.lost,
  enteredDaysAgo: ago(demo),
  totalFen: between(demo.random, 8, 160) * 1_000_000,
  slips: weighted(demo.random, [[0, 14], [1, 30], [2, 34], [3, 22]] as const), // biome-ignore format: a table
});
