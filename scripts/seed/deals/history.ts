import { addDays, today as businessDay, fromLocal } from '~/core/dates';
import type { Customer } from '../customers/customer';
import { type Demo, workdayAtOrBefore } from '../demo';
import { between, chance } from '../random';
import type { Change } from './deal';

type Story = {
  deal: string;
  customer: Customer;
  steps: { stageId: number; at: Date }[];
  totalFen: number;
  closeOn: string;
  slips: number;
  /** Amounts and dates changed before this moment. */
  until: Date;
};

type Fact = Pick<Change, 'kind' | 'at'> & Partial<Change>;

/** How a deal came to where it is: the last value of each field is the one the deal has. */
export function makeHistory(demo: Demo, story: Story): Change[] {
  const { random } = demo;
  const { customer, steps, until } = story;
  const account = customer.row;
  const first = steps[0]!;
  const between2 = (): Date => momentBetween(demo, first.at, until);
  const facts: Fact[] = [];

  for (const [at, step] of steps.entries()) {
    if (at > 0)
      facts.push({ kind: 'moved', at: step.at, fromStageId: steps[at - 1]!.stageId, toStageId: step.stageId });
  }

  let toTotalFen = story.totalFen;
  const amountMoments = (chance(random, 0.35) ? [between2(), ...(chance(random, 0.25) ? [between2()] : [])] : []).sort(
    later,
  );
  for (const at of amountMoments) {
    const fromTotalFen = Math.max(10_000, Math.round((toTotalFen * between(random, 70, 135)) / 100 / 10_000) * 10_000);
    if (fromTotalFen !== toTotalFen) facts.unshift({ kind: 'amount', at, fromTotalFen, toTotalFen });
    toTotalFen = fromTotalFen;
  }

  let toCloseOn = story.closeOn;
  for (const at of Array.from({ length: story.slips }, between2).sort(later)) {
    const fromCloseOn = addDays(toCloseOn, -between(random, 14, 60));
    facts.unshift({ kind: 'close_date', at, fromCloseOn, toCloseOn });
    toCloseOn = fromCloseOn;
  }

  const handedOver = customer.previous && first.at < fromLocal(customer.since) && until > fromLocal(customer.since);
  const before = customer.previous && first.at < fromLocal(customer.since) ? customer.previous.id : account.ownerId;
  if (before !== account.ownerId) {
    const at = new Date(fromLocal(customer.since).getTime() + 9 * 3_600_000);
    if (handedOver) facts.push({ kind: 'owner', at, fromOwnerId: before, toOwnerId: account.ownerId });
  }
  facts.push({
    kind: 'created',
    at: first.at,
    toStageId: first.stageId,
    toTotalFen,
    toCloseOn,
    toOwnerId: handedOver ? before : account.ownerId,
  });

  // each change tells what the deal was worth then, as the review sums it
  let totalFen = toTotalFen;
  return facts
    .sort((a, b) => a.at.getTime() - b.at.getTime() || Number(b.kind === 'created') - Number(a.kind === 'created'))
    .map((fact) => {
      totalFen = fact.toTotalFen ?? totalFen;
      return { ...fact, toTotalFen: totalFen };
    })
    .map((fact) => ({
      tenantId: account.tenantId,
      id: demo.id(fact.at),
      unitId: account.unitId,
      ownerId: account.ownerId,
      accountId: account.id!,
      opportunityId: story.deal,
      createdAt: fact.at,
      byId: handedOver && fact.at < fromLocal(customer.since) ? before : account.ownerId,
      ...fact,
    }));
}

const later = (a: Date, b: Date) => b.getTime() - a.getTime();

/** A working moment after the first one and not after the second. */
function momentBetween(demo: Demo, from: Date, to: Date): Date {
  const span = Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
  const day = workdayAtOrBefore(addDays(businessDay(from), between(demo.random, 0, span)));
  const at = demo.during(day);
  if (at <= from) return new Date(from.getTime() + between(demo.random, 1, 40) * 60_000);
  return at > to ? to : at;
}
