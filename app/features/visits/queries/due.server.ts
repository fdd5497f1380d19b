import { and, asc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import { accounts, commitments, opportunities, stages } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, startOf, today } from '~/core/dates';

/** My open promises due within a week, the late ones first. */
export const listDueCommitments = (ctx: Context, limit = 6) =>
  ctx.db
    .select({
      id: commitments.id,
      version: commitments.version,
      side: commitments.side,
      text: commitments.text,
      dueOn: commitments.dueOn,
      state: commitments.state,
      accountName: accounts.name,
      visitId: commitments.visitId,
      total: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(commitments)
    .leftJoin(accounts, and(eq(accounts.tenantId, commitments.tenantId), eq(accounts.id, commitments.accountId)))
    .where(
      and(
        eq(commitments.ownerId, ctx.actor.personId),
        eq(commitments.state, 'open'),
        isNull(commitments.deletedAt),
        lt(commitments.dueOn, addDays(today(ctx.now), 8)),
      ),
    )
    .orderBy(asc(commitments.dueOn), asc(commitments.id))
    .limit(limit);
export type DueCommitment = Awaited<ReturnType<typeof listDueCommitments>>[number];

const mineOpen = (ctx: Context) =>
  and(
    eq(opportunities.ownerId, ctx.actor.personId),
    eq(opportunities.stageType, 'open'),
    isNull(opportunities.deletedAt),
  );
const deal = {
  id: opportunities.id,
  title: opportunities.title,
  totalFen: opportunities.totalFen,
  accountName: accounts.name,
  stageName: stages.name,
  stageNameEn: stages.nameEn,
  stagePosition: stages.position,
  lastActivityAt: opportunities.lastActivityAt,
  nextStep: opportunities.nextStep,
  nextStepOn: opportunities.nextStepOn,
};
const deals = (ctx: Context) =>
  ctx.db
    .select(deal)
    .from(opportunities)
    .innerJoin(stages, eq(stages.id, opportunities.stageId))
    .leftJoin(accounts, and(eq(accounts.tenantId, opportunities.tenantId), eq(accounts.id, opportunities.accountId)));

/** My opportunities in which nothing has happened for longer than their stage allows, the largest first. */
export const listMyStuck = (ctx: Context, limit = 5) =>
  deals(ctx)
    .where(
      and(
        mineOpen(ctx),
        sql`${opportunities.lastActivityAt} < ${ctx.now.toISOString()}::timestamptz - make_interval(days => ${stages.stuckAfterDays})`,
      ),
    )
    .orderBy(sql`${opportunities.totalFen} desc`, asc(opportunities.id))
    .limit(limit);
export type MyDeal = Awaited<ReturnType<typeof listMyStuck>>[number];

/** The next steps of my opportunities that are due within three days or late. */
export const listMyNextSteps = (ctx: Context, limit = 5) =>
  deals(ctx)
    .where(and(mineOpen(ctx), lt(opportunities.nextStepOn, addDays(today(ctx.now), 4))))
    .orderBy(asc(opportunities.nextStepOn), asc(opportunities.id))
    .limit(limit);

/** Of what I promised for the week of `day`: how many in all, and how many kept. */
export async function countWeekCommitments(ctx: Context, day: string) {
  const monday = startOf(day, 'week');
  const [row] = await ctx.db
    .select({
      all: sql<number>`count(*)`.mapWith(Number),
      kept: sql<number>`count(*) filter (where ${commitments.state} = 'kept')`.mapWith(Number),
    })
    .from(commitments)
    .where(
      and(
        eq(commitments.ownerId, ctx.actor.personId),
        inArray(commitments.state, ['open', 'kept', 'broken']),
        isNull(commitments.deletedAt),
        gte(commitments.dueOn, monday),
        lt(commitments.dueOn, addDays(monday, 7)),
      ),
    );
  return row ?? { all: 0, kept: 0 };
}
