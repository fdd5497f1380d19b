import { and, count, desc, eq } from 'drizzle-orm';
import { journal, savedViews } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { record, type Subject } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '../people/history.server';
import { type NewView, type ViewEdit, type ViewOverwrite, viewInput } from './input';
import { getView, mayOverwrite, type SavedView } from './queries.server';
import { mostViews } from './rules';

const subjectOf = ({ actor }: Context, id: string): Subject => ({
  kind: 'view',
  id,
  tenantId: actor.tenantId,
  unitId: actor.unitId,
  ownerId: actor.personId,
});

/** Sharing is for those who lead the unit. */
function checkSharing(ctx: Context, sharedUnitId: number | null): Result<null> {
  if (sharedUnitId === null) return ok(null);
  requirePermission(ctx.actor, 'view.share');
  return ctx.actor.ledUnits.includes(sharedUnitId)
    ? ok(null)
    : refused('invalid', { fields: { sharedUnitId: 'error.choose' } });
}

/** Keeps a list with its filters. Sent twice with the same id, it exists once. */
export function saveView(ctx: Context, input: NewView): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    const sharing = checkSharing(ctx, input.sharedUnitId);
    if (!sharing.ok) return sharing;
    const [mine] = await ctx.db
      .select({ n: count() })
      .from(savedViews)
      .where(eq(savedViews.ownerId, ctx.actor.personId));
    if ((mine?.n ?? 0) >= mostViews) return refused('view.too_many');
    const added = await ctx.db
      .insert(savedViews)
      .values({ ...input, tenantId: ctx.actor.tenantId, ownerId: ctx.actor.personId, createdAt: ctx.now })
      .onConflictDoNothing({ target: savedViews.id })
      .returning({ id: savedViews.id });
    if (!added.length) return ok({ id: (await own(ctx, input.id)).id }); // sent twice
    await record(ctx, 'view.saved', subjectOf(ctx, input.id), {
      after: { name: input.name, page: input.page, query: input.query, sharedUnitId: input.sharedUnitId },
    });
    return ok({ id: input.id });
  });
}

/** The view, if it is one's own; shared ones are used by all and changed by who made them. */
async function own(ctx: Context, id: string): Promise<SavedView> {
  const view = await getView(ctx, id);
  if (view.ownerId !== ctx.actor.personId) throw forbidden('view.share');
  return view;
}

export function updateView(ctx: Context, id: string, { version, ...values }: ViewEdit): Promise<Result<null>> {
  return inTransaction(ctx, async (ctx) => {
    const view = await own(ctx, id);
    const sharing = checkSharing(ctx, values.sharedUnitId);
    if (!sharing.ok) return sharing;
    const changed = await ctx.db
      .update(savedViews)
      .set({ ...values, version: version + 1 })
      .where(and(eq(savedViews.id, id), eq(savedViews.version, version)))
      .returning({ id: savedViews.id });
    if (!changed.length) return stale(ctx, id);
    await record(ctx, 'view.updated', subjectOf(ctx, id), {
      before: { name: view.name, sharedUnitId: view.sharedUnitId, isPinned: view.isPinned },
      after: values,
    });
    return ok(null);
  });
}

/** Puts other filters, another order and other columns in the place of those it was saved with. */
export function overwriteView(
  ctx: Context,
  id: string,
  { version, query }: ViewOverwrite,
): Promise<Result<Pick<SavedView, 'id' | 'name' | 'page' | 'query'> & { before: string }>> {
  return inTransaction(ctx, async (ctx) => {
    const view = await own(ctx, id);
    if (!mayOverwrite(ctx, view)) throw forbidden('view.share');
    const { name, page } = view;
    if (view.query === query) return ok({ id, name, page, query, before: query }); // sent twice
    const changed = await ctx.db
      .update(savedViews)
      .set({ query, version: version + 1 })
      .where(and(eq(savedViews.id, id), eq(savedViews.version, version)))
      .returning({ id: savedViews.id });
    if (!changed.length) return stale(ctx, id);
    await record(ctx, 'view.updated', subjectOf(ctx, id), { before: { query: view.query }, after: { query } });
    return ok({ id, name, page, query, before: view.query });
  });
}

export function deleteView(ctx: Context, id: string, version: number): Promise<Result<{ name: string }>> {
  return inTransaction(ctx, async (ctx) => {
    const view = await own(ctx, id);
    const gone = await ctx.db
      .delete(savedViews)
      .where(and(eq(savedViews.id, id), eq(savedViews.version, version)))
      .returning({ id: savedViews.id });
    if (!gone.length) return stale(ctx, id);
    const { name, page, query, sharedUnitId, isPinned } = view;
    await record(ctx, 'view.deleted', subjectOf(ctx, id), { before: { name, page, query, sharedUnitId, isPinned } });
    return ok({ name });
  });
}

/** Takes a deletion back, from what its entry in the journal keeps; exports planned with the view have it again. */
export function restoreView(ctx: Context, id: string): Promise<Result<{ name: string }>> {
  return inTransaction(ctx, async (ctx) => {
    if (!isId(id)) throw notFound();
    const { tenantId, personId } = ctx.actor;
    const [entry] = await ctx.db
      .select({ before: journal.before })
      .from(journal)
      .where(
        and(
          eq(journal.tenantId, tenantId),
          eq(journal.subjectId, id),
          eq(journal.event, 'view.deleted'),
          eq(journal.ownerId, personId),
        ),
      )
      .orderBy(desc(journal.at), desc(journal.id))
      .limit(1);
    const kept = viewInput.safeParse({ ...(entry?.before ?? {}), id });
    if (!kept.success) throw notFound();
    const saved = await saveView(ctx, kept.data);
    return saved.ok ? ok({ name: kept.data.name }) : saved;
  });
}
