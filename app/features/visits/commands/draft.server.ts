import { and, count, eq } from 'drizzle-orm';
import { visitDrafts } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { findAccount } from '~/features/accounts/queries.server';
import type { DraftInput } from '../draft-input';
import { checkTimes, mostDrafts } from '../rules';
import { checkBelonging } from './belonging.server';

const mine = (ctx: Context) => eq(visitDrafts.personId, ctx.actor.personId);

/** Writes down a visit of one's own that took place. It stays a draft until the person confirms it on the page. */
export const draftVisit = (ctx: Context, input: DraftInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'visit.plan');
    const { id, accountId, plannedAt, ...draft } = input;
    const account = await findAccount(ctx, accountId);
    if (!account) return refused('invalid', { fields: { accountId: 'visit.account_unknown' } });
    const startsAt = fromLocal(plannedAt);
    const times = checkTimes(startsAt, new Date(startsAt.getTime() + draft.minutes * 60_000), ctx.now);
    if (!times.ok) return refused('invalid', { fields: { plannedAt: 'visit.starts_in_future' } });
    const belonging = await checkBelonging(ctx, account, draft);
    if (!belonging.ok) return belonging;
    const [held] = await ctx.db.select({ n: count() }).from(visitDrafts).where(mine(ctx));
    if ((held?.n ?? 0) >= mostDrafts) return refused('visit_draft.too_many', { params: { n: mostDrafts } });
    const { tenantId, unitId } = account;
    const { personId } = ctx.actor;
    const made = await ctx.db
      .insert(visitDrafts)
      .values({ tenantId, id, personId, accountId, startsAt, draft, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: visitDrafts.id });
    if (made.length)
      await record(
        ctx,
        'visit.drafted',
        { kind: 'visit', id, tenantId, unitId, ownerId: personId, accountId },
        { after: { plannedAt: startsAt.toISOString() } },
      );
    return ok({ id });
  });

/** The person does not want it: nothing of it stays but that it was there. */
export const dropDraft = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'visit.plan');
    const dropped = await endDraft(ctx, id);
    if (!dropped) throw notFound();
    const { tenantId, accountId } = dropped;
    const unitId = ctx.actor.unitId;
    const subject = { kind: 'visit' as const, id, tenantId, unitId, ownerId: ctx.actor.personId, accountId };
    await record(ctx, 'visit.draft_dropped', subject);
    return ok(null);
  });

/** Confirmed or dropped, a draft is no more. */
export async function endDraft(ctx: Context, id: string) {
  const [ended] = await ctx.db
    .delete(visitDrafts)
    .where(and(eq(visitDrafts.id, id), mine(ctx)))
    .returning({ tenantId: visitDrafts.tenantId, accountId: visitDrafts.accountId });
  return ended;
}
