import { and, eq, isNull } from 'drizzle-orm';
import { needs } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { stale } from '~/features/accounts/stale.server';
import type { NeedChange, NeedInput } from '../input';
import { hasBegun } from '../rules';
import { addHeard } from './outcome.server';
import { lockVisit, subjectOf } from './row.server';

/** A need remembered after the visit was logged. Sent twice, it exists once. */
export const addNeed = (ctx: Context, { visitId, ...need }: NeedInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (!hasBegun(visit.status)) return refused('visit.nothing_heard_yet');
    await addHeard(ctx, visit, { needs: [need], commitments: [] });
    return ok(null);
  });

export const updateNeed = (ctx: Context, id: string, input: NeedChange): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    if (!isId(id)) throw notFound();
    const here = and(
      eq(needs.id, id),
      inReach(ctx, needs.tenantId),
      isNull(needs.deletedAt),
      inScope(ctx, needs, needs.accountId),
    );
    const [need] = await ctx.db.select().from(needs).where(here).for('update');
    if (!need) throw notFound();
    requirePermission(ctx.actor, 'visit.plan');
    if (need.state === input.state) return ok(null);
    if (need.version !== input.version) return stale(ctx, need.id);
    await ctx.db
      .update(needs)
      .set({ state: input.state, version: need.version + 1, updatedAt: ctx.now })
      .where(and(eq(needs.tenantId, need.tenantId), eq(needs.id, need.id)));
    await record(ctx, 'need.updated', subjectOf('need', need), {
      before: { state: need.state },
      after: { state: input.state },
    });
    return ok(null);
  });

/** Says of a need that an answer is on its way; one that is unseen, or was settled before, is left as it is. */
export const matchNeed = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'quote.write');
    if (!isId(id)) return ok(null);
    const [need] = await ctx.db
      .select({ state: needs.state, version: needs.version })
      .from(needs)
      .where(
        and(
          eq(needs.id, id),
          inReach(ctx, needs.tenantId),
          isNull(needs.deletedAt),
          inScope(ctx, needs, needs.accountId),
        ),
      );
    return need?.state === 'open' ? updateNeed(ctx, id, { state: 'matched', version: need.version }) : ok(null);
  });
