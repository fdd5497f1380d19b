import { sql } from 'drizzle-orm';
import { imports } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { can } from '~/core/permissions';
import { onlyImport } from './key.server';
import { journalOf } from './kinds/kind.server';
import { handBack } from './kinds/owners.server';
import { kinds } from './kinds.server';
import type { Plan } from './plan.server';
import type { Problem } from './row';
import { byColumns, type Columns, insertRows, textArray, updateRows } from './rows.server';
import { type Grant, takeBackRoles } from './undo-roles.server';

type Entry = {
  id: string;
  row_number: number;
  subject_id: string;
  before: { columns: Columns; version?: number; after?: Columns; ownerId?: string; grant?: Grant };
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
  const withRole = await takeBackRoles(
    ctx,
    plan,
    page.flatMap(({ before }) => before.grant ?? []),
  );
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
  // of somebody changed since a granted role goes all the same, and with it all that the line had changed
  const isBack = (entry: Entry) =>
    restored.has(entry.subject_id) || (entry.before.grant && !Object.keys(entry.before.columns).length);
  const kept = (entry: Entry): Problem[] => {
    const value = nameOf(now.get(entry.subject_id));
    return [
      ...(isBack(entry) ? [] : [{ field: null, reason: 'imports.problem.changed_since', value }]),
      ...(withNew.has(entry.subject_id) ? [{ field: 'owner', reason: 'imports.problem.owner_kept', value }] : []),
      ...(withRole.has(entry.subject_id) ? [{ field: 'role', reason: 'imports.problem.role_kept', value }] : []),
    ];
  };
  const marks = page.map((entry) => ({ tenant_id: tenantId, id: entry.id, problems: kept(entry) }));
  const done = marks.filter(({ problems }) => !problems.length);
  await updateRows(
    ctx,
    'import_rows',
    ['outcome', 'before'],
    done.map((mark) => ({ ...mark, outcome: 'unchanged', before: null })),
    false,
  );
  await updateRows(
    ctx,
    'import_rows',
    ['problems'],
    marks.filter(({ problems }) => problems.length),
    false,
  );
  await countUndone(ctx, plan, page.length);
  return page.at(-1)!.row_number;
}

/** Tells whoever waits how far an undo is. */
export const countUndone = (ctx: Context, { import_ }: Plan, more: number) =>
  ctx.db
    .update(imports)
    .set({ undone: sql`${imports.undone} + ${more}` })
    .where(onlyImport(import_));

const nameOf = (row: Columns | undefined) => String(row?.name ?? row?.title ?? row?.purpose ?? '');
const parsed = (before: Entry['before'] | string): Entry['before'] =>
  typeof before === 'string' ? (JSON.parse(before) as Entry['before']) : before;
