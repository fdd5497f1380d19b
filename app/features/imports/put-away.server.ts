import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import type { Plan } from './plan.server';
import { type Columns, insertRows, textArray } from './rows.server';

/** An entry of an import about a record rather than a line. */
export const noteOf = ({ now }: Context, { import_ }: Plan, subject: string, subjectId: unknown): Columns => ({
  tenant_id: import_.tenantId,
  id: newId(),
  unit_id: import_.unitId,
  owner_id: import_.ownerId,
  created_at: now.toISOString(),
  import_id: import_.id,
  row_number: 0,
  outcome: 'created',
  subject,
  subject_id: subjectId,
});

/** People and products have no recycle bin: that an undo put them out of use is noted, for a later import to bring them back. */
export async function markPutAway(ctx: Context, plan: Plan, rows: Columns[]) {
  const subject = plan.import_.kind === 'people' ? 'person' : 'offering';
  await insertRows(
    ctx,
    'import_rows',
    rows.map((row) => ({
      ...noteOf(ctx, plan, subject, row.id),
      before: { putAway: { leftOn: row.left_on ?? null } },
    })),
  );
}

/** Of these people or products the ones that are out of use by an undo and by nothing since: to an import they are new. */
export async function listPutAway(ctx: Context, plan: Plan, rows: Columns[]): Promise<Set<unknown>> {
  const { tenantId, kind } = plan.import_;
  const imported = rows.filter(
    (row) => row.import_id && (kind === 'people' ? row.left_on : row.lifecycle === 'retired'),
  );
  if (!imported.length) return new Set();
  const marks = await ctx.db.execute<{ subject_id: string; left_on: string | null }>(sql`
    select subject_id, before->'putAway'->>'leftOn' as left_on from import_rows
    where tenant_id = ${tenantId} and row_number = 0 and before ? 'putAway'
      and import_id = any(${textArray(imported.map((row) => String(row.import_id)))}::uuid[])`);
  const leftOn = new Map([...marks].map((mark) => [mark.subject_id, mark.left_on]));
  return new Set(
    imported
      .filter((row) => leftOn.has(String(row.id)) && (leftOn.get(String(row.id)) ?? null) === (row.left_on ?? null))
      .map(({ id }) => id),
  );
}
