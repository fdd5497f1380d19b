import { and, eq, sql } from 'drizzle-orm';
import * as z from 'zod';
import { exportFiles, exportSchedules } from '#drizzle/schema';
import { findActorById } from '~/core/actor.server';
import { isWorkday } from '~/core/calendar';
import { type Context, contextFor, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { door } from '~/core/db.server';
import { newId } from '~/core/ids';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { can } from '~/core/permissions';
import { type Table, tableFile } from '~/core/table-file.server';
import { roles } from '~/features/people/rules';
import { listViews } from '~/features/views/queries.server';
import { readingOf } from '~/features/views/rules';
import { nextDue } from './due';
import { listTable } from './list-table.server';
import { getSchedule, scheduleHere, subjectOf } from './queries.server';
import { type Format, mostAttempts, type Outcome, type PauseReason } from './rules';
import { dropExport, keepExport } from './store.server';

const payloadSchema = z.object({ tenantId: z.number().int(), scheduleId: z.string() });
const takenSchema = z.object({
  owner_id: z.string(),
  role: z.enum(roles),
  next_at: z.string().transform((at) => new Date(at)),
  attempts: z.number(),
});
type Due = { id: string; dueAt: Date };
type Made = { id: string; name: string; format: Format; rows: number; bytes: number };

/** Makes the file of a schedule that is due, as the person it belongs to, with the rights they have now. */
export async function runSchedule(payload: unknown) {
  const { tenantId, scheduleId } = payloadSchema.parse(payload);
  const key = [String(tenantId), scheduleId];
  const [row] = await door('select * from app.take_export($1::text::integer, $2::uuid)', key);
  if (!row) return; // taken by another, paused or done meanwhile
  const { owner_id: ownerId, role, next_at: dueAt, attempts } = takenSchema.parse(row);
  const actor = await findActorById(ownerId, role);
  if (!actor) return void (await door('select app.stop_export($1::text::integer, $2::uuid)', key));
  try {
    await sendList(contextFor(actor), { id: scheduleId, dueAt }, attempts > mostAttempts);
  } catch (error) {
    await door('select app.leave_export($1::text::integer, $2::uuid)', key);
    throw error;
  }
}

/** What is due now: a file, or why there is none. */
export async function sendList(ctx: Context, due: Due, isGivenUp = false) {
  const schedule = await getSchedule(ctx, due.id);
  // announced a holiday since the time was set
  if (schedule.rhythm === 'workdays' && !isWorkday(today(due.dueAt))) return end(ctx, due, null);
  if (isGivenUp) return end(ctx, due, 'failed');
  if (!can(ctx.actor, 'export.run') || !can(ctx.actor, readingOf[schedule.page])) return stop(ctx, due, 'right');
  const view = (await listViews(ctx)).find((one) => one.id === schedule.viewId);
  if (!view) return stop(ctx, due, 'view');
  const made = await makeFile(ctx, view, schedule.format);
  if (!made) return end(ctx, due, 'too_large');
  // an answer lost on its way leaves the file to the sweep: it may be stored
  if (!(await end(ctx, due, 'made', made))) await dropExport(made.id);
}

function counted(table: Table) {
  const seen = { rows: 0 };
  async function* pages() {
    for await (const page of table.pages) {
      seen.rows += page.length;
      yield page;
    }
  }
  return { table: { ...table, pages: pages() }, seen };
}

type View = Awaited<ReturnType<typeof listViews>>[number];
/** Page by page onto the disk; null when it is longer than a file may be. */
async function makeFile(ctx: Context, { page, query, name }: View, wanted: Format): Promise<Made | null> {
  const { table, seen } = counted(await listTable(ctx, page, new URLSearchParams(query)));
  const file = await tableFile(table, wanted);
  const id = newId();
  const kept = file.body && (await keepExport(id, file.body as unknown as AsyncIterable<Uint8Array>));
  if (!kept) return null;
  const format = file.headers.get('Content-Type')?.startsWith('text/csv') ? 'csv' : 'xlsx';
  return { id, name, format, rows: seen.rows, bytes: kept.bytes };
}

/** The schedule while it still waits for this time, held until the transaction ends. */
async function lockDue(ctx: Context, { id, dueAt }: Due) {
  const [row] = await ctx.db
    .select()
    .from(exportSchedules)
    .where(and(eq(exportSchedules.id, id), scheduleHere(ctx)))
    .for('update');
  return row && !row.pausedReason && row.nextAt.getTime() === dueAt.getTime() ? row : null;
}
type Row = NonNullable<Awaited<ReturnType<typeof lockDue>>>;

const save = (ctx: Context, row: Row, values: Partial<typeof exportSchedules.$inferInsert>) =>
  ctx.db
    .update(exportSchedules)
    .set({ ...values, takenUntil: null, attempts: 0 })
    .where(and(eq(exportSchedules.tenantId, row.tenantId), eq(exportSchedules.id, row.id)));

/** The one step by which a time is over: whoever comes second, however started, finds it done. */
const end = (ctx: Context, due: Due, outcome: Outcome | null, made?: Made): Promise<boolean> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockDue(ctx, due);
    if (!row) return false;
    const { tenantId, id: scheduleId, ownerId, page } = row;
    const { dueAt } = due;
    const nextAt = nextDue(row, ctx.now > dueAt ? ctx.now : dueAt);
    if (!outcome) {
      await save(ctx, row, { nextAt });
      return true;
    }
    if (made)
      await ctx.db.insert(exportFiles).values({ ...made, tenantId, scheduleId, ownerId, page, dueAt, madeAt: ctx.now });
    await save(ctx, row, {
      ...{ nextAt, lastAt: ctx.now, lastOutcome: outcome, lastRows: made?.rows ?? null },
      name: made?.name ?? row.name,
    });
    const { name = row.name, format = row.format, rows = null, bytes = null } = made ?? {};
    await record(ctx, made ? 'export.made' : 'export.failed', subjectOf(ctx, scheduleId), {
      after: made ? { name, format, rows, bytes } : { name, reason: outcome },
    });
    await tell(ctx, row, due, outcome);
    return true;
  });

/** Nothing is sent any more until the person says so. */
const stop = (ctx: Context, due: Due, reason: PauseReason) =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockDue(ctx, due);
    if (!row) return;
    await save(ctx, row, { pausedReason: reason, updatedAt: ctx.now, version: row.version + 1 });
    await record(ctx, 'export.paused', subjectOf(ctx, row.id), { after: { name: row.name, reason } });
    await tell(ctx, row, due, reason);
  });

/** On the page, and by mail as people want it; neither holds anything of the list. */
async function tell(ctx: Context, { tenantId, id, ownerId }: Row, { dueAt }: Due, step: Outcome | PauseReason) {
  const fact = `export:${id}:${dueAt.toISOString()}:${step}`;
  await ctx.db.execute(sql`select app.add_notice(${newId()}::uuid, ${ownerId}::uuid, ${fact}, 'scheduled_export', 'export',
    ${tenantId}::integer, ${id}::uuid, ${JSON.stringify({ step })}::jsonb, ${ctx.now.toISOString()}::timestamptz)`);
  await enqueue(ctx, 'notices.pass_on', {}, 'notices.pass_on');
}
