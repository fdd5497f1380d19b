import { and, eq, isNull, sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import type { Subject } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import { type Refused, refused } from '~/core/result';
import { type Opportunity, opportunityHere } from '../queries.server';

/** The opportunity for a command that changes it: nobody else does meanwhile. */
export async function lockOpportunity(ctx: Context, id: string, deleted = false): Promise<Opportunity> {
  const alive = deleted ? undefined : isNull(opportunities.deletedAt);
  const [row] = isId(id)
    ? await ctx.db
        .select()
        .from(opportunities)
        .where(and(opportunityHere(ctx, id), alive))
        .for('update')
    : [];
  if (!row) throw notFound();
  return row;
}

type Changed = Partial<typeof opportunities.$inferInsert>;

/** Writes the new values with the next version. */
export async function save(ctx: Context, row: Opportunity, values: Changed) {
  await ctx.db
    .update(opportunities)
    .set({ ...values, updatedAt: ctx.now, version: row.version + 1 })
    .where(and(eq(opportunities.tenantId, row.tenantId), eq(opportunities.id, row.id)));
}

export const subjectOf = (row: Pick<Opportunity, 'id' | 'tenantId' | 'unitId' | 'ownerId' | 'accountId'>): Subject => ({
  kind: 'opportunity',
  id: row.id,
  tenantId: row.tenantId,
  unitId: row.unitId,
  ownerId: row.ownerId,
  accountId: row.accountId,
});

export type LastEdit = { by: string | null; at: string; event: string; fields: string[] };

/** Null while the person has seen the newest version; else who changed what since. */
export async function staleness(ctx: Context, row: Opportunity, version: number): Promise<Refused | null> {
  if (row.version === version) return null;
  const [last] = await ctx.db.execute<{ by: string | null; at: string; event: string; fields: string[] | null }>(sql`
    select p.name as by, j.at, j.event, (select json_agg(k) from jsonb_object_keys(j.after) k) as fields
    from journal j left join people p on p.id = j.actor_id
    where j.subject_id = ${row.id} order by j.at desc limit 1`);
  const details: LastEdit | undefined = last && {
    ...last,
    at: new Date(last.at).toISOString(),
    fields: typeof last.fields === 'string' ? JSON.parse(last.fields) : (last.fields ?? []),
  };
  return refused('stale', { params: { name: last?.by ?? '' }, details });
}

