import { and, asc, desc, eq, gte, isNull } from 'drizzle-orm';
import { exportFiles, exportSchedules } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import type { Subject } from '~/core/journal.server';
import { can } from '~/core/permissions';
import { notFound } from '~/core/refusals.server';
import { listViews } from '~/features/views/queries.server';
import { readingOf } from '~/features/views/rules';
import { keptDays } from './rules';

/** A schedule and its files are one person's alone. */
export const scheduleHere = ({ actor }: Context) =>
  and(eq(exportSchedules.ownerId, actor.personId), isNull(exportSchedules.deletedAt));

const stillKept = ({ actor, now }: Context) =>
  and(
    eq(exportFiles.ownerId, actor.personId),
    gte(exportFiles.madeAt, new Date(now.getTime() - keptDays * 86_400_000)),
  );

export const subjectOf = ({ actor }: Context, id: string): Subject => ({
  kind: 'export',
  id,
  tenantId: actor.tenantId,
  unitId: actor.unitId,
  ownerId: actor.personId,
});

export const listSchedules = (ctx: Context) =>
  ctx.db
    .select()
    .from(exportSchedules)
    .where(scheduleHere(ctx))
    .orderBy(asc(exportSchedules.createdAt), asc(exportSchedules.id));

export async function getSchedule(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select()
    .from(exportSchedules)
    .where(and(eq(exportSchedules.id, id), scheduleHere(ctx)));
  if (!row) throw notFound();
  return row;
}

/** What schedules have made and is still there, the latest first. */
export const listFiles = (ctx: Context) =>
  ctx.db
    .select()
    .from(exportFiles)
    .where(stillKept(ctx))
    .orderBy(desc(exportFiles.madeAt), desc(exportFiles.id))
    .limit(200);

export async function getFile(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.db
    .select()
    .from(exportFiles)
    .where(and(eq(exportFiles.id, id), stillKept(ctx)));
  if (!row) throw notFound();
  return row;
}

/** The views whose list this person may take out. */
export async function listSendable(ctx: Context) {
  if (!can(ctx.actor, 'export.run')) return [];
  const views = await listViews(ctx);
  return views.filter(({ page }) => can(ctx.actor, readingOf[page]));
}
