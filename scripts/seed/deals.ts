import { findRegion } from '~/features/accounts/regions';
import type { Catalogue } from './catalogue';
import type { Customer } from './customers/customer';
import { type Deal, makeDeal, type Wish } from './deals/deal';
import { stage } from './deals/path';
import type { Demo } from './demo';
import { between, chance, weighted } from './random';

const total = 600;
const stages = [[1, 88], [2, 84], [3, 78], [4, 62], [5, 42], [6, 24], [7, 118], [8, 72], [9, 30]] as const; // biome-ignore format: a table
const byGrade = { A: 4, B: 2, C: 1, D: 0.4 } as const;

export function makeDeals(demo: Demo, catalogue: Catalogue, customers: Customer[]): Deal[] {
  const { random } = demo;
  const deals = tellStory(demo, catalogue, customers);
  const of = (key: string) => customers.filter(({ owner }) => owner.key === key);
  const some = (among: Customer[], count: number, wish: (demo: Demo) => Wish) => {
    const weights = among.map((one) => [one, byGrade[one.row.grade]] as const);
    for (let i = 0; i < count; i++) deals.push(makeDeal(demo, catalogue, weighted(random, weights), wish(demo)));
  };
  some(of('manager'), 44, anyDeal);
  some(of('leaver'), 17, abandoned);
  some(of('leaver'), 6, closed);
  const others = customers.filter(
    ({ owner, untouched }) => owner.key !== 'manager' && owner.key !== 'leaver' && !untouched,
  );
  some(others, total - deals.length, anyDeal);
  return deals;
}

/** The million-yuan deal that does not move, and one at the branch nobody goes to. */
function tellStory(demo: Demo, catalogue: Catalogue, customers: Customer[]): Deal[] {
  const plant = customers.find(({ owner, organisation }) => owner.key === 'manager' && organisation === 'factory');
  const branch = customers.find(({ untouched }) => untouched);
  if (!plant || !branch) throw new Error('the demo lost its story');
  return [
    makeDeal(demo, catalogue, plant, {
      stageId: stage.propose,
      enteredDaysAgo: 74,
      isQuiet: true,
      product: 'private_5g',
      title: `${plant.row.shortName}5G全连接工厂一期`,
      totalFen: 386_000_000,
      slips: 3,
      closeIn: -9,
    }),
    makeDeal(demo, catalogue, branch, {
      stageId: stage.solution,
      enteredDaysAgo: 128,
      isQuiet: true,
      product: 'sd_wan',
      title: `${findRegion(branch.row.regionCode ?? '')?.zh ?? ''}网点SD-WAN改造`,
      totalFen: 124_000_000,
      closeIn: 24,
    }),
  ];
}

function anyDeal({ random }: Demo): Wish {
  const stageId = weighted(random, stages);
  if (stageId >= stage.won)
    return stageId === stage.onHold ? hold(random) : { stageId, enteredDaysAgo: closedDaysAgo(random) };
  const isQuiet = chance(random, 0.14);
  return { stageId, isQuiet, enteredDaysAgo: isQuiet ? between(random, 34, 140) : between(random, 1, 19) };
}

const hold = (random: Demo['random']): Wish => ({ stageId: stage.onHold, enteredDaysAgo: between(random, 8, 130) });

/** Open deals of the manager who left: nobody has touched them since. */
function abandoned({ random }: Demo): Wish {
  return { stageId: between(random, 1, 6), isQuiet: true, enteredDaysAgo: between(random, 24, 70) };
}

const closed = ({ random }: Demo): Wish => ({
  stageId: chance(random, 0.6) ? stage.won : stage.lost,
  enteredDaysAgo: between(random, 30, 300),
});

/** More of them lately: half lie within the last four months. */
const closedDaysAgo = (random: Demo['random']) => Math.max(1, Math.round(400 * random() ** 1.8));
