import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { bundleComponents, bundleConstraints, bundles, offerings } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Refused, type Result, refused } from '~/core/result';
import { isOfGroup, mayEdit } from '../offerings/detail.server';
import { stale } from '../people/history.server';
import { problemsOf } from './edit';
import type { BundleEdit, NewBundle } from './input';
import { listNested } from './queries.server';

const subjectOf = (ctx: Context, id: string) => ({
  kind: 'bundle' as const,
  id,
  tenantId: ctx.actor.tenantId,
  unitId: ctx.actor.unitId,
});

type Parts = Pick<BundleEdit, 'components' | 'constraints'>;

/** Adds a bundle with everything in it. Sent twice with the same id, it exists once. */
export const createBundle = (ctx: Context, input: NewBundle): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const { reach, components, constraints, ...values } = input;
    const tenantId = reach === 'group' ? null : ctx.actor.tenantId;
    if (!mayEdit(ctx, tenantId, await isOfGroup(ctx))) throw forbidden('offering.manage');
    const wrong = await check(ctx, input.id, tenantId, input);
    if (wrong) return wrong;
    const [added] = await ctx.db
      .insert(bundles)
      .values({ ...values, tenantId, createdAt: ctx.now, updatedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: bundles.id });
    if (!added) {
      const [same] = await ctx.db.select({ code: bundles.code }).from(bundles).where(eq(bundles.id, input.id));
      return same?.code === input.code
        ? ok({ id: input.id }) // sent twice
        : refused('invalid', { fields: { code: 'offering.code_taken' } });
    }
    await addParts(ctx, { id: input.id, tenantId }, { components, constraints });
    await record(ctx, 'bundle.created', subjectOf(ctx, input.id), { after: { code: input.code, name: input.name } });
    return ok({ id: input.id });
  });

/** Changes a bundle: what lies in it is written anew, each component keeping its id. */
export const updateBundle = (ctx: Context, id: string, input: BundleEdit): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'offering.manage');
    const [seen] = isId(id) ? await ctx.db.select().from(bundles).where(eq(bundles.id, id)) : [];
    if (!seen) throw notFound();
    if (!mayEdit(ctx, seen.tenantId, await isOfGroup(ctx))) throw forbidden('offering.manage');
    const [row] = await ctx.db.select().from(bundles).where(eq(bundles.id, id)).for('update');
    if (!row) throw notFound();
    const { version, components, constraints, ...values } = input;
    if (row.version !== version) return stale(ctx, id);
    const wrong = await check(ctx, id, row.tenantId, input);
    if (wrong) return wrong;
    await ctx.db.delete(bundleConstraints).where(eq(bundleConstraints.bundleId, id));
    await ctx.db.delete(bundleComponents).where(eq(bundleComponents.bundleId, id));
    await addParts(ctx, row, { components, constraints });
    await ctx.db
      .update(bundles)
      .set({ ...values, updatedAt: ctx.now, version: sql`${bundles.version} + 1` })
      .where(eq(bundles.id, id));
    const change = difference(row, values);
    await record(ctx, 'bundle.changed', subjectOf(ctx, id), {
      before: change.before,
      after: { ...change.after, components: components.length, constraints: constraints.length },
    });
    return ok(null);
  });

async function addParts(
  ctx: Context,
  { id: bundleId, tenantId }: { id: string; tenantId: number | null },
  { components, constraints }: Parts,
) {
  if (components.length)
    await ctx.db.insert(bundleComponents).values(
      components.map(({ part, ...one }, position) => ({
        ...one,
        tenantId,
        bundleId,
        position,
        offeringId: part.isBundle ? null : part.id,
        nestedId: part.isBundle ? part.id : null,
      })),
    );
  if (constraints.length)
    await ctx.db
      .insert(bundleConstraints)
      .values(constraints.map((one) => ({ ...one, id: sql`gen_random_uuid()`, tenantId, bundleId })));
}

/** What was typed against what there is: choices that exist for its owner, no circle, rules that can be kept. */
async function check(
  ctx: Context,
  id: string,
  tenantId: number | null,
  input: BundleEdit | NewBundle,
): Promise<Refused | null> {
  // two who nest at once wait for each other, so that no circle closes between them
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtext('bundle_components'))`);
  const wanted = (isBundle: boolean) =>
    input.components.filter(({ part }) => part.isBundle === isBundle).map(({ part }) => part.id);
  const offered = [...wanted(false), ...(input.heldOfferingId ? [input.heldOfferingId] : [])];
  const [nested, sold, inside, names] = [
    await listNested(ctx),
    offered.length
      ? await ctx.db
          .select({ id: offerings.id, tenantId: offerings.tenantId, lifecycle: offerings.lifecycle })
          .from(offerings)
          .where(inArray(offerings.id, offered))
      : [],
    wanted(true).length
      ? await ctx.db
          .select({ id: bundles.id, tenantId: bundles.tenantId, state: bundles.state })
          .from(bundles)
          .where(inArray(bundles.id, wanted(true)))
      : [],
    await ctx.db.select({ id: bundles.id, name: bundles.name }).from(bundles).limit(1000),
  ];
  // what the whole group sells may hold nothing that only one company has
  const isOurs = (row: { tenantId: number | null } | undefined) =>
    row !== undefined && (row.tenantId === null || row.tenantId === tenantId);
  const fields: Record<string, string> = {};
  for (const [at, { part }] of input.components.entries()) {
    const offering = sold.find((row) => row.id === part.id);
    const bundle = inside.find((row) => row.id === part.id);
    const field = `components.${at}.part`;
    if (!isOurs(part.isBundle ? bundle : offering)) fields[field] = 'bundle.part_not_ours';
    else if (offering?.lifecycle === 'retired' || bundle?.state === 'retired') fields[field] = 'bundle.part_retired';
  }
  const taken = input.components.length
    ? await ctx.db
        .select({ id: bundleComponents.id })
        .from(bundleComponents)
        .where(
          and(
            inArray(
              bundleComponents.id,
              input.components.map((one) => one.id),
            ),
            ne(bundleComponents.bundleId, id),
          ),
        )
    : [];
  for (const [at, one] of input.components.entries())
    if (taken.some((row) => row.id === one.id)) fields[`components.${at}.part`] = 'error.choose';
  if (input.heldOfferingId && !sold.some((row) => row.id === input.heldOfferingId && isOurs(row)))
    fields.heldOfferingId = 'error.choose';
  let way = '';
  for (const problem of problemsOf(id, input, nested)) {
    fields[problem.field] ??= problem.message;
    if (problem.way) way = problem.way.map((one) => nameOf(one)).join(' → ');
  }
  function nameOf(one: string) {
    return one === id ? input.name : (names.find((row) => row.id === one)?.name ?? '…');
  }
  if (!Object.keys(fields).length) return null;
  return refused(way ? 'bundle.circle' : 'invalid', { fields, params: { way } });
}
