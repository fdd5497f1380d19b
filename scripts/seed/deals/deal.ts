import type { opportunities, opportunityChanges } from '#drizzle/schema';
import { addDays, today as businessDay, fromLocal } from '~/core/dates';
import { searchText } from '~/core/pinyin.server';
import { type OpportunitySource, sources } from '~/features/opportunities/rules';
import type { Catalogue } from '../catalogue';
import type { Customer } from '../customers/customer';
import { type Demo, workdayAtOrBefore } from '../demo';
import { makeTitle, nextSteps, type ProductKey, products } from '../names/deals';
import { between, chance, pick, weighted } from '../random';
import { splitAmount, totalOf } from './amount';
import { endOf } from './ending';
import { makeHistory } from './history';
import { configuredProbability, makePath, satellite, stage, stageTypeOf } from './path';

type Row = typeof opportunities.$inferInsert & { id: string; createdAt: Date; updatedAt: Date; lastActivityAt: Date };
export type Change = typeof opportunityChanges.$inferInsert & { at: Date };

export type Deal = {
  row: Row;
  changes: Change[];
  customer: Customer;
  product: ProductKey;
  /** Nothing happened to it since, so no visit may speak of it. */
  isQuiet: boolean;
};

export type Wish = {
  stageId: number;
  enteredDaysAgo: number;
  isQuiet?: boolean;
  title?: string;
  product?: ProductKey;
  totalFen?: number;
  slips?: number;
  closeIn?: number;
};

const sourceWeights: Record<OpportunitySource, number> = {
  manager: 50, referral: 9, campaign: 7, website: 4, hotline: 5, tender: 10, partner: 5, renewal: 10, import: 0,
}; // biome-ignore format: a table

export function makeDeal(demo: Demo, catalogue: Catalogue, customer: Customer, wish: Wish): Deal {
  const { random } = demo;
  const account = customer.row;
  const product = wish.product ?? pick(random, customer.products);
  const type = stageTypeOf(wish.stageId);
  const path = makePath(random, wish.stageId, wish.enteredDaysAgo);
  // A holiday may put two of them on one day, so their order is made good by sorting.
  const times = path
    .map(({ daysAgo }) => demo.during(workdayAtOrBefore(demo.day(-daysAgo))))
    .sort((a, b) => a.getTime() - b.getTime());
  const createdAt = times[0]!;
  const enteredAt = times.at(-1)!;
  const amount = splitAmount(random, product, wish.totalFen);
  const closedOn = type === 'won' || type === 'lost' ? businessDay(enteredAt) : null;
  const closeOn = closedOn ? addDays(closedOn, between(random, -6, 12)) : demo.day(wish.closeIn ?? closeIn(demo, type));
  const title = wish.title ?? makeTitle(random, product, account.shortName, Number(closeOn.slice(0, 4)));
  const id = demo.id(createdAt);
  const changes = makeHistory(demo, {
    deal: id,
    customer,
    steps: path.map(({ stageId }, at) => ({ stageId, at: times[at]! })),
    totalFen: totalOf(amount),
    closeOn,
    slips: wish.slips ?? weighted(random, [[0, 58], [1, 26], [2, 11], [3, 5]]), // biome-ignore format: a table
    until: type === 'open' && !wish.isQuiet ? fromLocal(demo.today) : enteredAt,
  });
  const updatedAt = changes.at(-1)!.at;
  const passed = wish.stageId === stage.won ? stage.contract + 1 : type === 'open' ? wish.stageId : 1;
  // satellite services go their own way, but for the deals written by hand
  const above = products[product].line === 'satellite' && !wish.title ? satellite.above : 0;
  const raised = (id: number | null | undefined) => (id ? id + above : id);
  const by = { at: updatedAt.toISOString(), by: account.ownerId };
  return {
    customer,
    product,
    changes: changes.map((change) => ({
      ...change,
      fromStageId: raised(change.fromStageId),
      toStageId: raised(change.toStageId),
    })),
    isQuiet: wish.isQuiet ?? false,
    row: {
      tenantId: account.tenantId,
      id,
      unitId: account.unitId,
      ownerId: account.ownerId,
      accountId: account.id!,
      createdAt,
      updatedAt,
      version: changes.length,
      title,
      search: searchText({ name: title }).search,
      pipelineId: above ? satellite.pipelineId : 1,
      stageId: wish.stageId + above,
      stageType: type,
      stageEnteredAt: enteredAt,
      offeringId:
        passed > stage.qualify + 1 || chance(random, 0.5) ? pick(random, catalogue.offeringsFor(product)) : null,
      source: weighted(random, sources.map((one) => [one, sourceWeights[one]] as const)), // biome-ignore format: short
      ...amount,
      probability: probabilityOf(demo, wish.stageId),
      expectedCloseOn: closeOn,
      closedOn,
      ...endOf(random, catalogue, wish.stageId),
      evidence: {
        ...(passed > stage.solution && { feasibility_done: by }),
        ...(passed > stage.propose && { quote_approved: by }),
        ...(passed > stage.contract && { contract_signed: by }),
      },
      nextStep: chance(random, 0.8) ? pick<string>(random, nextSteps[type]) : null,
      nextStepOn: type === 'open' ? demo.day(wish.isQuiet ? -between(random, 10, 50) : between(random, -3, 21)) : null,
      lastActivityAt: updatedAt,
      slips: changes.filter((one) => one.kind === 'close_date' && one.toCloseOn! > one.fromCloseOn!).length,
    },
  };
}

/** Mostly in the months to come; one in eight is overdue. */
function closeIn(demo: Demo, type: string) {
  if (type === 'on_hold') return between(demo.random, 60, 240);
  return chance(demo.random, 0.12) ? -between(demo.random, 2, 40) : between(demo.random, 5, 150);
}

function probabilityOf(demo: Demo, stageId: number) {
  const configured = configuredProbability[stageId] ?? 0;
  const isOpen = stageId < stage.won;
  return isOpen && chance(demo.random, 0.35)
    ? Math.max(5, Math.min(95, configured + pick(demo.random, [-10, -5, 5, 10])))
    : configured;
}
