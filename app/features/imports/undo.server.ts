import { type SQL, sql } from 'drizzle-orm';
import { imports } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { countLastVisits } from '../visits/commands/last-visit.server';
import { requireImport } from './access.server';
import { inUse, isTouched } from './in-use.server';
import { type ImportKey, Interrupted, importSubject, onlyImport } from './key.server';
import { journalOf } from './kinds/kind.server';
import { kinds } from './kinds.server';
import { type ImportRow, loadPlan, type Plan } from './plan.server';
import { markPutAway, noteOf } from './put-away.server';
import { type Columns, insertRows } from './rows.server';
import type { ImportKind } from './rules';
import { gatheringWords } from './run.server';
import { takeBackAllRoles } from './undo-roles.server';
import { countUndone, restoreUpdated } from './undo-updates.server';

const pageRows = 1000;

/** How a created row goes away again. What has no recycle bin is put out of use. */
const removal = (ctx: Context, kind: ImportKind): { set: SQL; still: SQL } => {
  if (kind === 'people') {
    return {
      set: sql`left_on = ${addDays(today(ctx.now), -1)}::date, version = t.version + 1, updated_at = ${ctx.now.toISOString()}`,
      still: sql`t.left_on is null`,
    };
  }
  if (kind === 'offerings') return { set: sql`lifecycle = 'retired'`, still: sql`t.lifecycle <> 'retired'` };
  return {
    set: sql`deleted_at = ${ctx.now.toISOString()}, deleted_by = ${ctx.actor.personId}, version = t.version + 1`,
    still: sql`t.deleted_at is null`,
  };
};

const begin = (ctx: Context, key: ImportKey): Promise<ImportRow | null> =>
  inTransaction(ctx, async (ctx) => {
    const [import_] = await ctx.db.select().from(imports).where(onlyImport(key)).for('update');
    if (import_?.state !== 'undoing') return null;
    requireImport(ctx.actor, import_.kind);
    return import_;
  });

/** Takes back a whole import, page by page; interrupted, it is carried on where it stopped. */
export async function undoImport(ctx: Context, key: ImportKey, signal?: AbortSignal): Promise<void> {
  const import_ = await begin(ctx, key);
  if (!import_) return;
  const plan = await loadPlan(ctx, import_);
  await gatheringWords(ctx, kinds[import_.kind].table, async (gathered) => {
    while (await inTransaction(ctx, (ctx) => removePage(ctx, plan))) {
      if (signal?.aborted) throw new Interrupted();
      gathered();
    }
    for (let after = 0; after >= 0; ) {
      if (signal?.aborted) throw new Interrupted();
      after = await inTransaction(ctx, (ctx) => restoreUpdated(ctx, plan, after));
    }
  });
  await inTransaction(ctx, async (ctx) => {
    await listKept(ctx, plan);
    await ctx.db.update(imports).set({ state: 'undone', finishedAt: ctx.now }).where(onlyImport(key));
    await record(ctx, 'import.undone', importSubject(import_), {
      before: { created: import_.created, updated: import_.updated },
    });
  });
}

async function removePage(ctx: Context, plan: Plan): Promise<boolean> {
  const { tenantId, id, kind: kindName } = plan.import_;
  const kind = kinds[kindName];
  const { set, still } = removal(ctx, kindName);
  const table = sql.raw(kind.table);
  const gone = await ctx.db.execute<Columns & { id: string }>(sql`
    update ${table} t set ${set} where t.tenant_id = ${tenantId} and t.id in (
      select t.id from ${table} t where t.tenant_id = ${tenantId} and t.import_id = ${id} and ${still}
        and not ${isTouched(kindName)} and not ${inUse(kindName)} limit ${pageRows})
    returning t.*`);
  const rows = [...gone];
  if (kindName === 'opportunities')
    await insertRows(
      ctx,
      'opportunity_changes',
      rows.map((row) => deletion(ctx, row)),
    );
  if (kindName === 'visits')
    await countLastVisits(ctx, tenantId, [...new Set(rows.map((row) => String(row.account_id)))]);
  if (kindName === 'people') await takeBackAllRoles(ctx, plan, rows);
  if (kindName === 'people' || kindName === 'offerings') await markPutAway(ctx, plan, rows);
  await countUndone(ctx, plan, rows.length);
  await insertRows(
    ctx,
    'journal',
    rows.map((row) => journalOf(ctx, plan, kind, 'deleted', row, { name: row.name ?? row.title ?? row.purpose }, null)),
  );
  return rows.length === pageRows;
}

const deletion = (ctx: Context, row: Columns): Columns => ({
  tenant_id: row.tenant_id,
  id: newId(),
  unit_id: row.unit_id,
  owner_id: row.owner_id,
  created_at: ctx.now.toISOString(),
  account_id: row.account_id,
  opportunity_id: row.id,
  kind: 'deleted',
  at: ctx.now.toISOString(),
  by_id: ctx.actor.personId,
  from_stage_id: row.stage_id,
  to_stage_id: row.stage_id,
  from_total_fen: row.total_fen,
  to_total_fen: row.total_fen,
});

/** What was created and stays, with the reason. */
async function listKept(ctx: Context, plan: Plan) {
  const { tenantId, id, kind: kindName } = plan.import_;
  const { table, subject } = kinds[kindName];
  const name = { opportunities: 'title', visits: 'purpose' }[kindName as string] ?? 'name';
  const kept = await ctx.db.execute<{ id: string; name: string | null; used: boolean }>(sql`
    select t.id, t.${sql.raw(name)} as name, ${inUse(kindName)} as used from ${sql.raw(table)} t
    where t.tenant_id = ${tenantId} and t.import_id = ${id} and ${removal(ctx, kindName).still}
      and not exists (select 1 from import_rows r where r.tenant_id = ${tenantId} and r.import_id = ${id}
        and r.subject_id = t.id and r.outcome in ('updated', 'unchanged'))
    order by 2 limit 1000`);
  await insertRows(
    ctx,
    'import_rows',
    [...kept].map(({ id: subjectId, name, used }) => ({
      ...noteOf(ctx, plan, subject, subjectId),
      problems: [
        { field: null, reason: used ? 'imports.problem.in_use' : 'imports.problem.changed_since', value: name ?? '' },
      ],
    })),
  );
}
