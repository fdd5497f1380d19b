import { asc, eq, inArray, isNotNull } from 'drizzle-orm';
import { bundleComponents, bundleConstraints, bundles, offerings } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import type { BundleShape } from './rules';

export const listBundles = (ctx: Context) =>
  ctx.db
    .select({
      id: bundles.id,
      code: bundles.code,
      name: bundles.name,
      nameEn: bundles.nameEn,
      description: bundles.description,
      descriptionEn: bundles.descriptionEn,
      state: bundles.state,
      priceRule: bundles.priceRule,
      regions: bundles.regions,
      industries: bundles.industries,
      grades: bundles.grades,
      heldOfferingId: bundles.heldOfferingId,
      tenantId: bundles.tenantId,
      version: bundles.version,
    })
    .from(bundles)
    .orderBy(asc(bundles.code), asc(bundles.id))
    .limit(200);
export type BundleRow = Awaited<ReturnType<typeof listBundles>>[number];

/** A bundle with everything in it, bundles within bundles too. */
export async function getBundle(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const rows: BundleRow[] = [];
  const components: (typeof bundleComponents.$inferSelect)[] = [];
  // one step down at a time; the database lets no bundle hold itself
  for (let wanted = [id]; wanted.length; ) {
    const [level, inside] = await Promise.all([
      ctx.db.select().from(bundles).where(inArray(bundles.id, wanted)),
      ctx.db
        .select()
        .from(bundleComponents)
        .where(inArray(bundleComponents.bundleId, wanted))
        .orderBy(asc(bundleComponents.position), asc(bundleComponents.id)),
    ]);
    rows.push(...level);
    components.push(...inside);
    wanted = [...new Set(inside.flatMap(({ nestedId }) => nestedId ?? []))].filter(
      (one) => !rows.some((row) => row.id === one),
    );
  }
  const top = rows.find((row) => row.id === id);
  if (!top) throw notFound();
  const offered = [...new Set(components.flatMap(({ offeringId }) => offeringId ?? []))];
  const [constraints, sold] = await Promise.all([
    ctx.db
      .select()
      .from(bundleConstraints)
      .where(
        inArray(
          bundleConstraints.bundleId,
          rows.map((row) => row.id),
        ),
      ),
    offered.length
      ? ctx.db
          .select({ id: offerings.id, name: offerings.name, nameEn: offerings.nameEn, lifecycle: offerings.lifecycle })
          .from(offerings)
          .where(inArray(offerings.id, offered))
      : [],
  ]);
  const shapeOf = (bundleId: string): BundleShape => ({
    id: bundleId,
    priceRule: rows.find((row) => row.id === bundleId)!.priceRule,
    constraints: constraints.filter((one) => one.bundleId === bundleId),
    components: components
      .filter((one) => one.bundleId === bundleId)
      .map((one) => ({ ...one, nested: one.nestedId ? shapeOf(one.nestedId) : null })),
  });
  const names = components.map((one) => {
    const of = sold.find((row) => row.id === one.offeringId) ?? rows.find((row) => row.id === one.nestedId);
    return { id: one.id, name: of?.name ?? '', nameEn: of?.nameEn ?? null };
  });
  return { bundle: top, shape: shapeOf(id), names };
}

/** The offerings in each bundle, not looking into bundles within. */
export const listBundleOfferings = (ctx: Context) =>
  ctx.db
    .select({ bundleId: bundleComponents.bundleId, offeringId: bundleComponents.offeringId, line: offerings.line })
    .from(bundleComponents)
    .innerJoin(offerings, eq(offerings.id, bundleComponents.offeringId))
    .limit(2000);

/** Which bundle holds which others. */
export async function listNested(ctx: Context): Promise<Map<string, string[]>> {
  const rows = await ctx.db
    .select({ from: bundleComponents.bundleId, to: bundleComponents.nestedId })
    .from(bundleComponents)
    .where(isNotNull(bundleComponents.nestedId))
    .limit(5000);
  const nested = new Map<string, string[]>();
  for (const { from, to } of rows) if (to) nested.set(from, [...(nested.get(from) ?? []), to]);
  return nested;
}
