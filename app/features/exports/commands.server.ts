import { and, count, eq, sql } from 'drizzle-orm';
import { exportFiles, exportSchedules } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { readingOf } from '~/features/views/rules';
import { stale } from '../people/history.server';
import { nextDue } from './due';
import type { NewSchedule, ScheduleEdit } from './input';
import { getFile, getSchedule, listSendable, scheduleHere, subjectOf } from './queries.server';
import { mostSchedules } from './rules';
import { dropExport } from './store.server';

const noSuchView = () => refused('invalid', { fields: { viewId: 'error.choose' } });

async function countMine(ctx: Context) {
  // two at once count one after the other
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`exports ${ctx.actor.personId}`}, 0))`);
  const [row] = await ctx.db.select({ n: count() }).from(exportSchedules).where(scheduleHere(ctx));
  return row?.n ?? 0;
}

/** Sends a view's list again and again to whoever asks, in the role they act in. Sent twice, it is one schedule. */
export const createSchedule = (ctx: Context, { id, ...input }: NewSchedule): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'export.run');
    const { tenantId, personId: ownerId, role } = ctx.actor;
    const mine = await countMine(ctx);
    const same = and(eq(exportSchedules.id, id), eq(exportSchedules.ownerId, ownerId));
    const [before] = await ctx.db.select({ id: exportSchedules.id }).from(exportSchedules).where(same);
    if (before) return ok({ id });
    const view = (await listSendable(ctx)).find((one) => one.id === input.viewId);
    if (!view) return noSuchView();
    if (mine >= mostSchedules) return refused('export.too_many', { params: { n: mostSchedules } });
    const { page, name } = view;
    const added = await ctx.db
      .insert(exportSchedules)
      .values({
        ...input,
        ...{ tenantId, id, ownerId, role, page, name },
        nextAt: nextDue(input, ctx.now),
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: exportSchedules.id });
    if (!added.length) throw notFound(); // somebody else's id
    await record(ctx, 'export.scheduled', subjectOf(ctx, id), { after: { name, page, ...input } });
    return ok({ id });
  });

/** The schedule for a command that changes it; a run that is about to end waits. */
async function lock(ctx: Context, id: string) {
  const row = await getSchedule(ctx, id);
  const [locked] = await ctx.db
    .select()
    .from(exportSchedules)
    .where(and(eq(exportSchedules.id, row.id), scheduleHere(ctx)))
    .for('update');
  if (!locked) throw notFound();
  return locked;
}
type Row = Awaited<ReturnType<typeof lock>>;

/** Whoever saves it does so in the role they act in now; what is being made at this moment comes to nothing. */
const save = (ctx: Context, row: Row, values: Partial<typeof exportSchedules.$inferInsert>) =>
  ctx.db
    .update(exportSchedules)
    .set({
      ...values,
      role: ctx.actor.role,
      takenUntil: null,
      attempts: 0,
      updatedAt: ctx.now,
      version: row.version + 1,
    })
    .where(and(eq(exportSchedules.tenantId, row.tenantId), eq(exportSchedules.id, row.id)));

export const changeSchedule = (ctx: Context, id: string, input: ScheduleEdit): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'export.run');
    const row = await lock(ctx, id);
    const { version, ...values } = input;
    if (row.version !== version) return stale(ctx, id);
    const view = (await listSendable(ctx)).find((one) => one.id === values.viewId);
    if (!view) return noSuchView();
    const { page, name } = view;
    const { before, after } = difference<Partial<Row>>(row, { ...values, page, name });
    await save(ctx, row, { ...values, page, name, nextAt: nextDue(values, ctx.now) });
    await record(ctx, 'export.changed', subjectOf(ctx, id), { before, after });
    return ok(null);
  });

export const pauseSchedule = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lock(ctx, id);
    if (row.pausedReason) return ok(null);
    if (row.version !== version) return stale(ctx, id);
    await save(ctx, row, { pausedReason: 'person' });
    await record(ctx, 'export.paused', subjectOf(ctx, id), { after: { name: row.name, reason: 'person' } });
    return ok(null);
  });

/** From the next time on; what was due while it was paused is not made up for. */
export const resumeSchedule = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'export.run');
    const row = await lock(ctx, id);
    requirePermission(ctx.actor, readingOf[row.page]);
    if (!row.pausedReason) return ok(null);
    if (row.version !== version) return stale(ctx, id);
    if (!(await listSendable(ctx)).some((view) => view.id === row.viewId)) return refused('export.no_view');
    await save(ctx, row, { pausedReason: null, nextAt: nextDue(row, ctx.now) });
    await record(ctx, 'export.resumed', subjectOf(ctx, id), { after: { name: row.name } });
    return ok(null);
  });

/** Its files stay until their time is over. */
export const deleteSchedule = (ctx: Context, id: string, version: number): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lock(ctx, id);
    if (row.version !== version) return stale(ctx, id);
    await save(ctx, row, { deletedAt: ctx.now });
    await record(ctx, 'export.deleted', subjectOf(ctx, id), { before: { name: row.name } });
    return ok(null);
  });

export async function deleteFile(ctx: Context, id: string): Promise<Result<null>> {
  await inTransaction(ctx, async (ctx) => {
    const file = await getFile(ctx, id);
    await ctx.db.delete(exportFiles).where(and(eq(exportFiles.tenantId, file.tenantId), eq(exportFiles.id, id)));
    await record(ctx, 'export.file_deleted', subjectOf(ctx, file.scheduleId), {
      before: { name: file.name, rows: file.rows },
    });
  });
  await dropExport(id);
  return ok(null);
}

/** The file for whoever may still take such a list out; that it was taken is kept. */
export const takeFile = (ctx: Context, id: string) =>
  inTransaction(ctx, async (ctx) => {
    const file = await getFile(ctx, id);
    requirePermission(ctx.actor, 'export.run');
    requirePermission(ctx.actor, readingOf[file.page]);
    await record(ctx, 'export.downloaded', subjectOf(ctx, file.scheduleId), {
      after: { name: file.name, rows: file.rows },
    });
    return file;
  });
