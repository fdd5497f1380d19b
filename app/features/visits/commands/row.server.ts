import { and, eq, isNull } from 'drizzle-orm';
import { commitments, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import type { Subject } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { type StaleDetails, stale } from '~/features/accounts/stale.server';

export type VisitRow = typeof visits.$inferSelect;

/** The visit for a command that changes it; nobody else changes it meanwhile. `deleted`: from the recycle bin too. */
export async function lockVisit(ctx: Context, id: string, deleted = false): Promise<VisitRow> {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select()
    .from(visits)
    .where(
      and(
        eq(visits.id, id),
        inReach(ctx, visits.tenantId),
        deleted ? undefined : isNull(visits.deletedAt),
        inScope(ctx, visits, visits.accountId),
      ),
    )
    .for('update');
  if (!row) throw notFound();
  return row;
}

/** The same for a promise. */
export async function lockCommitment(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select()
    .from(commitments)
    .where(
      and(
        eq(commitments.id, id),
        inReach(ctx, commitments.tenantId),
        isNull(commitments.deletedAt),
        inScope(ctx, commitments, commitments.accountId),
      ),
    )
    .for('update');
  if (!row) throw notFound();
  return row;
}

type Owned = { id: string; tenantId: number; unitId: number; ownerId: string; accountId: string };

export const subjectOf = (kind: Subject['kind'], row: Owned): Subject => ({
  kind,
  id: row.id,
  tenantId: row.tenantId,
  unitId: row.unitId,
  ownerId: row.ownerId,
  accountId: row.accountId,
});

/** Somebody saved first. The version of now goes along, so that the person may decide to save all the same. */
export async function staleRecord(ctx: Context, record: { id: string; version: number }): Promise<Refused> {
  const refusal: Refused = await stale(ctx, record.id);
  return { ...refusal, details: { ...(refusal.details as StaleDetails | undefined), version: record.version } };
}

/** Whether the visit, deleted or not, is there for this person and as asked. */
export async function inspectVisit(ctx: Context, id: string, ask: (visit: VisitRow) => boolean): Promise<boolean> {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select()
    .from(visits)
    .where(and(eq(visits.id, id), inReach(ctx, visits.tenantId), inScope(ctx, visits, visits.accountId)));
  return row ? ask(row) : false;
}

/** Writes a new state of the visit, which then is no mere proposal; the lock has made sure that the version is still the one looked at. */
export const saveVisit = (ctx: Context, visit: VisitRow, change: Partial<typeof visits.$inferInsert>) =>
  ctx.db
    .update(visits)
    .set({ isProposed: false, ...change, version: visit.version + 1, updatedAt: ctx.now })
    .where(and(eq(visits.tenantId, visit.tenantId), eq(visits.id, visit.id), eq(visits.version, visit.version)));
