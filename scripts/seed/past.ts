import type { Catalogue } from './catalogue';
import type { Customer } from './customers/customer';
import { type Deal, makeDeal, type Wish } from './deals/deal';
import { stage } from './deals/path';
import type { Demo } from './demo';
import { between, chance, pick, weighted } from './random';

const count = 130;
/** Customers are known for longer than that. */
const longestAgo = 410;

/** What the first company closed before this quarter: enough to learn from, and not all of it by luck. */
export function makePast(demo: Demo, catalogue: Catalogue, customers: Customer[]): Deal[] {
  const { random } = demo;
  const tenantId = customers.find(({ owner }) => owner.key === 'manager')?.row.tenantId;
  const served = customers.filter(
    ({ row, owner, untouched }) => row.tenantId === tenantId && !owner.leftOn && !untouched,
  );
  return Array.from({ length: count }, () => {
    const deal = makeDeal(demo, catalogue, pick(random, served), chance(random, 0.54) ? won(demo) : lost(demo));
    // who knows the customer is sent there by somebody
    if (deal.row.stageType === 'won' && chance(random, 0.3))
      deal.row.source = pick(random, ['referral', 'renewal'] as const);
    return deal;
  });
}

const ago = ({ random }: Demo) => between(random, 60, longestAgo);

const won = (demo: Demo): Wish => ({
  stageId: stage.won,
  enteredDaysAgo: ago(demo),
  slips: weighted(demo.random, [[0, 72], [1, 22], [2, 6]] as const), // biome-ignore format: a table
});

/** Put off again and again before it was lost. */
const lost = (demo: Demo): Wish => ({
  stageId: stage.lost,
  enteredDaysAgo: ago(demo),
  slips: weighted(demo.random, [[0, 30], [1, 30], [2, 26], [3, 14]] as const), // biome-ignore format: a table
});
