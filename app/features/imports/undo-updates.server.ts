import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { can } from '~/core/permissions';
import { journalOf } from './kinds/kind.server';
import { handBack } from './kinds/owners.server';
import { kinds } from './kinds.server';
import type { Plan } from './plan.server';
import { byColumns, type Columns, insertRows, textArray, updateRows } from './rows.server';

type Entry = {
  id: string;
  row_number: number;
  subject_id: string;
  before: { columns: Columns; version?: number; after?: Columns; ownerId?: string };
};

const pageRows = 500;
const same = (a: unknown, b: unknown) => a === b || String(a ?? '') === String(b ?? '');

/**
 * Puts back the values of one page of changed rows, except of those somebody has changed since: these are noted.
 * Returns the last row number done, -1 after the last page.
 */
export async function restoreUpdated(ctx: Context, plan: Plan, after: number): Promise<number> {
  const { tenantId, id } = plan.import_;
  const kind = kinds[plan.import_.kind];
  const page = [
    ...(await ctx.db.execute<Entry>(sql`
      select id, row_number, subject_id, before from import_rows
      where tenant_id = ${tenantId} and import_id = ${id} and row_number > ${after} and outcome = 'updated'
      order by row_number limit ${pageRows}`)),
  ].map((entry) => ({ ...entry, before: parsed(entry.before) }));
  if (!page.length) return -1;
  const rows = await ctx.db.execute<Columns & { id: string }>(sql`
    select * from ${sql.raw(kind.table)} where tenant_id = ${tenantId} and id = any(${textArray(page.map((e) => e.subject_id))}::uuid[])`);
  const now = new Map([...rows].map((row) => [row.id, row]));
  const unchanged = page.filter(({ subject_id, before }) => {
    const row = now.get(subject_id);
    if (!row || row.deleted_at) return false;
    if (before.version !== undefined) return row.version === before.version;
    return Object.entries(before.after ?? {}).every(([name, value]) => same(row[name], value));
  });
  const restored = new Set<string>();
  for (const [columns, group] of byColumns(unchanged.map((entry) => ({ entry, after: entry.before.columns })))) {
    const records = group.map(({ entry }) => ({
      tenant_id: tenantId,
      id: entry.subject_id,
      ...(kind.versioned && { version: entry.before.version, updated_at: ctx.now.toISOString() }),
      ...entry.before.columns,
    }));
    const stamp = kind.versioned ? ['updated_at'] : [];
    for (const done of await updateRows(ctx, kind.table, [...columns, ...stamp], records, kind.versioned))
      restored.add(done);
  }
  const back = page.filter((entry) => restored.has(entry.subject_id));
  const owned = back.flatMap(({ subject_id, before }) =>
    before.ownerId ? [{ id: subject_id, toId: before.ownerId }] : [],
  );
  const withNew = can(ctx.actor, 'account.assign')
    ? await handBack(ctx, owned, plan.import_.fileName)
    : new Set(owned.map((move) => move.id));
  const changed = back.filter(({ before }) => Object.keys(before.columns).length > 0);
  await insertRows(
    ctx,
    'journal',
    changed.map((entry) =>
      journalOf(ctx, plan, kind, 'changed', now.get(entry.subject_id)!, null, entry.before.columns),
    ),
  );
  await kind.changed?.(
    ctx,
    changed.map((entry) => {
      const before = now.get(entry.subject_id)!;
      return { before, after: { ...before, ...entry.before.columns } };
    }),
  );
  const mark = (entry: Entry, more: Columns) => ({ tenant_id: tenantId, id: entry.id, ...more });
  await updateRows(
    ctx,
    'import_rows',
    ['outcome', 'before'],
    back.filter((e) => !withNew.has(e.subject_id)).map((e) => mark(e, { outcome: 'unchanged', before: null })),
    false,
  );
  const kept = page.filter((entry) => !restored.has(entry.subject_id));
  const problems = (entry: Entry) => {
    const value = nameOf(now.get(entry.subject_id));
    return withNew.has(entry.subject_id)
      ? [{ field: 'owner', reason: 'imports.problem.owner_kept', value }]
      : [{ field: null, reason: 'imports.problem.changed_since', value }];
  };
  await updateRows(
    ctx,
    'import_rows',
    ['problems'],
    [...kept, ...back.filter((e) => withNew.has(e.subject_id))].map((entry) =>
      mark(entry, { problems: problems(entry) }),
    ),
    false,
  );
  return page.at(-1)!.row_number;
}

const nameOf = (row: Columns | undefined) => String(row?.name ?? row?.title ?? row?.purpose ?? '');
const parsed = (before: Entry['before'] | string): Entry['before'] =>
  typeof before === 'string' ? (JSON.parse(before) as Entry['before']) : before;
