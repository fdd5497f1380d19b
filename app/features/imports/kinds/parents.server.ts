import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { findAccounts, indexAccounts, readingOf } from '../account-lookup.server';
import type { Plan } from '../plan.server';
import { textArray, updateRows } from '../rows.server';

type Pending = { id: string; row_number: number; subject_id: string; value: string };

/**
 * Hangs accounts below the parents their lines name, when all lines are in: a parent may stand further down in the
 * file. A parent that is not found, or that would close a circle, is reported; the account stays without one.
 */
export async function setParents(ctx: Context, plan: Plan) {
  const { tenantId, id: importId } = plan.import_;
  for (;;) {
    const rows = await ctx.db.execute<Pending>(sql`
      select id, row_number, subject_id, problems->0->>'value' as value from import_rows
      where tenant_id = ${tenantId} and import_id = ${importId} and problems->0->>'reason' = 'imports.problem.parent_waiting'
      order by row_number limit 500`);
    const pending = [...rows];
    if (!pending.length) return;
    const texts = pending.map(({ value }) => value);
    const index = indexAccounts(
      await findAccounts(ctx, plan, {
        readings: texts.map((text) => readingOf(plan, text)),
        codes: texts,
        keys: texts,
      }),
    );
    const parentOf = (text: string) => {
      const hits = index.byKey.get(text) ?? index.byCode.get(text) ?? index.byName.get(text) ?? [];
      return hits.length === 1 ? hits[0]!.id : null;
    };
    const links = pending.flatMap((row) => {
      const parent = parentOf(row.value);
      return parent && parent !== row.subject_id
        ? [{ tenant_id: tenantId, id: row.subject_id, parent_id: parent }]
        : [];
    });
    await updateRows(ctx, 'accounts', ['parent_id'], links, false);
    const circular = await breakCircles(
      ctx,
      tenantId,
      links.map(({ id }) => id),
    );
    const set = new Set(links.map(({ id }) => id).filter((id) => !circular.has(id)));
    await updateRows(
      ctx,
      'import_rows',
      ['problems'],
      pending.map((row) => ({
        tenant_id: tenantId,
        id: row.id,
        problems: set.has(row.subject_id)
          ? []
          : [{ field: 'parent', reason: reasonFor(row, circular), value: row.value }],
      })),
      false,
    );
  }
}

const reasonFor = (row: Pending, circular: Set<string>) =>
  circular.has(row.subject_id) ? 'imports.problem.parent_circle' : 'imports.problem.parent';

/** Takes the parent away again from accounts that would lie below themselves. */
async function breakCircles(ctx: Context, tenantId: number, ids: string[]): Promise<Set<string>> {
  if (!ids.length) return new Set();
  const rows = await ctx.db.execute<{ id: string }>(sql`
    with recursive up as (
      select id, parent_id as above, 1 as depth from accounts where tenant_id = ${tenantId} and id = any(${textArray(ids)}::uuid[])
      union all
      select up.id, a.parent_id, up.depth + 1 from up
      join accounts a on a.tenant_id = ${tenantId} and a.id = up.above
      where up.above <> up.id and up.depth < 50 and a.parent_id is not null
    ) select distinct id from up where above = id`);
  const circular = new Set([...rows].map(({ id }) => id));
  const loose = [...circular].map((id) => ({ tenant_id: tenantId, id, parent_id: null }));
  await updateRows(ctx, 'accounts', ['parent_id'], loose, false);
  return circular;
}
