import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import { people, savedViews, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { can } from '~/core/permissions';
import { notFound } from '~/core/refusals.server';
import { readingOf, type ViewPage, viewAddress, viewPages } from './rules';

/** Only views of pages the person may read: whoever is shared a list he may not open gets nothing from it. */
const readable = ({ actor }: Context) =>
  inArray(
    savedViews.page,
    viewPages.filter((page) => can(actor, readingOf[page])),
  );

/** One's own, and those shared with the own unit or one above it. */
const inSight = (ctx: Context) =>
  or(
    eq(savedViews.ownerId, ctx.actor.personId),
    and(
      readable(ctx),
      sql`${savedViews.sharedUnitId} in (select t.ancestor_id from unit_tree t where t.descendant_id = ${ctx.actor.unitId})`,
    ),
  );

const columns = {
  id: savedViews.id,
  page: savedViews.page,
  name: savedViews.name,
  query: savedViews.query,
  isPinned: savedViews.isPinned,
  sharedUnitId: savedViews.sharedUnitId,
  unitName: units.name,
  ownerId: savedViews.ownerId,
  ownerName: people.name,
  version: savedViews.version,
};

const read = (ctx: Context) =>
  ctx.db
    .select(columns)
    .from(savedViews)
    .leftJoin(people, eq(people.id, savedViews.ownerId))
    .leftJoin(units, eq(units.id, savedViews.sharedUnitId));

export type SavedView = Awaited<ReturnType<typeof getView>>;

/** The views this person can use, by name. */
export const listViews = (ctx: Context) =>
  read(ctx).where(inSight(ctx)).orderBy(asc(savedViews.name), asc(savedViews.id)).limit(200);

/** The views that stand in the side bar. */
export async function listSavedViews(ctx: Context) {
  const rows = await read(ctx)
    .where(and(inSight(ctx), readable(ctx), eq(savedViews.isPinned, true)))
    .orderBy(asc(savedViews.page), asc(savedViews.name), asc(savedViews.id))
    .limit(20);
  return rows.map((view) => ({ id: view.id, name: view.name, page: view.page, to: viewAddress(view) }));
}

async function seekView(ctx: Context, id: string | null) {
  if (!isId(id)) return null;
  const [row] = await read(ctx).where(and(eq(savedViews.id, id), inSight(ctx)));
  return row ?? null;
}

export async function getView(ctx: Context, id: string) {
  const row = await seekView(ctx, id);
  if (!row) throw notFound();
  return row;
}

/** Whether the person may say what this view shows: its owner, while those who are shared it are still theirs to lead. */
export const mayOverwrite = ({ actor }: Context, view: { ownerId: string; sharedUnitId: number | null }) =>
  view.ownerId === actor.personId &&
  (view.sharedUnitId === null || (can(actor, 'view.share') && actor.ledUnits.includes(view.sharedUnitId)));

export type ViewInUse = NonNullable<Awaited<ReturnType<typeof findViewInUse>>>;

/** The view a list was opened by, for its page; null where the address names none, or one that is not to be seen. */
export async function findViewInUse(ctx: Context, page: ViewPage, params: URLSearchParams) {
  const view = await seekView(ctx, params.get('view'));
  if (view?.page !== page) return null;
  const { id, name, query, version } = view;
  return { id, name, query, version, isMine: view.ownerId === ctx.actor.personId, mayUpdate: mayOverwrite(ctx, view) };
}

/** Units a view may be shared with: those the person leads. */
export const listSharingUnits = ({ actor, db }: Context) =>
  db
    .select({ id: units.id, name: units.name })
    .from(units)
    .where(sql`${units.id} = any(${`{${actor.ledUnits.join(',')}}`}::integer[])`)
    .orderBy(asc(units.id));
