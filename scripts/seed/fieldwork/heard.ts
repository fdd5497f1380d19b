import type { commitments, needs } from '#drizzle/schema';
import { addDays, today as businessDay, fromLocal } from '~/core/dates';
import type { CommitmentState, NeedKind, NeedState } from '~/features/visits/rules';
import type { Deal } from '../deals/deal';
import type { Demo } from '../demo';
import { type ProductKey, products } from '../names/deals';
import { commitments as promises } from '../names/visits';
import { between, chance, pick, weighted } from '../random';
import type { Field, Visit } from './fieldwork';

type Need = typeof needs.$inferInsert;
type Commitment = typeof commitments.$inferInsert;
type Part = Pick<Need, 'tenantId' | 'unitId' | 'ownerId' | 'accountId' | 'createdAt' | 'updatedAt'> & { id: string };

const answers = [
  '已按约定提交，客户确认收到',
  '已完成，现场验收通过',
  '报告已送达并当面讲解',
  '已安排专人对接，客户满意',
  '已回复书面意见',
];
const reasons = ['资源未到位，已向客户说明', '工程排期冲突，延后一周', '客户临时变更需求'];

/** A need heard in a visit, or the one a deal began with. */
export function makeNeed(demo: Demo, part: Part, product: ProductKey, deal: Deal | undefined, visitId?: string): Need {
  const { random } = demo;
  const [kind, text, evidence] = pick<readonly [NeedKind, string, string]>(random, products[product].needs);
  return {
    ...part,
    visitId: visitId ?? null,
    opportunityId: deal?.row.id ?? null,
    kind,
    line: products[product].line,
    text: chance(random, 0.6) ? `${text}（${evidence}）` : text,
    state: needState(demo, deal),
  };
}

function needState({ random }: Demo, deal: Deal | undefined): NeedState {
  if (deal?.row.stageType === 'won') return 'met';
  if (deal) return deal.row.stageType === 'lost' && chance(random, 0.6) ? 'dropped' : 'matched';
  return weighted(random, [['open', 82], ['matched', 12], ['dropped', 6]]); // biome-ignore format: a table
}

/** What a visit left behind to be done, by us or by them. */
export function makeCommitment(demo: Demo, part: Part, visit: Visit, deal: Deal | undefined): Commitment {
  const { random } = demo;
  const promise = pick(random, promises);
  const made = businessDay(visit.plannedAt);
  const dueOn = addDays(made, promise.days + between(random, -1, 6));
  const state = commitmentState(demo, dueOn);
  const isSettled = state === 'kept' || state === 'broken';
  const settledOn = addDays(dueOn, state === 'kept' ? between(random, -3, 1) : between(random, 1, 9));
  const settledAt = isSettled ? demo.during(settledOn < made ? made : settledOn) : null;
  const answeredAt = settledAt && settledAt >= fromLocal(demo.today) ? demo.during(demo.day(-1)) : settledAt;
  return {
    ...part,
    visitId: visit.id,
    opportunityId: deal?.row.id ?? null,
    side: promise.side,
    text: promise.text,
    dueOn,
    state,
    settledOn: answeredAt && businessDay(answeredAt),
    answerChannel: settledAt && pick(random, ['phone', 'wechat', 'email', 'onsite'] as const),
    answer: isSettled ? pick(random, state === 'kept' ? answers : reasons) : null,
    answeredAt,
    updatedAt: answeredAt ?? part.updatedAt,
    version: isSettled ? 2 : 1,
  };
}

function commitmentState(demo: Demo, dueOn: string): CommitmentState {
  if (dueOn >= demo.today) return chance(demo.random, 0.2) ? 'kept' : 'open';
  const open = dueOn >= demo.day(-40) ? 45 : dueOn >= demo.day(-75) ? 4 : 0;
  return weighted(demo.random, [['kept', 78], ['broken', 7], ['cancelled', 3], ['open', open]]); // biome-ignore format: a table
}

/** The columns every row of a customer shares. */
export function partOf(demo: Demo, { customer }: Field, ownerId: string, at: Date): Part {
  const { tenantId, unitId, id } = customer.row;
  return { tenantId, id: demo.id(at), unitId, ownerId, accountId: id!, createdAt: at, updatedAt: at };
}
