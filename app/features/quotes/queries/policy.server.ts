import { and, asc, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { authorityMatrices, feasibilityRules, offerings, people, specifications } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { FeasibilityRule } from '../feasibility';

/** The rules of access that hold for a company: the group's and its own. */
export const listFeasibilityRules = (ctx: Context, tenantId: number): Promise<FeasibilityRule[]> =>
  ctx.db
    .select({
      id: feasibilityRules.id,
      tenantId: feasibilityRules.tenantId,
      technology: feasibilityRules.technology,
      divisions: feasibilityRules.divisions,
      latitude: feasibilityRules.latitude,
      longitude: feasibilityRules.longitude,
      radiusKm: feasibilityRules.radiusKm,
      verdict: feasibilityRules.verdict,
      leadDays: feasibilityRules.leadDays,
      reason: feasibilityRules.reason,
      reasonEn: feasibilityRules.reasonEn,
    })
    .from(feasibilityRules)
    .where(
      and(
        or(isNull(feasibilityRules.tenantId), eq(feasibilityRules.tenantId, tenantId)),
        isNull(feasibilityRules.retiredAt),
      ),
    )
    .orderBy(asc(feasibilityRules.technology), asc(feasibilityRules.id))
    .limit(2000);

/** Who may allow what in a company now: its own newest matrix, else the group's. */
export async function currentMatrix(ctx: Context, tenantId: number) {
  const [row] = await ctx.db
    .select()
    .from(authorityMatrices)
    .where(or(isNull(authorityMatrices.tenantId), eq(authorityMatrices.tenantId, tenantId)))
    .orderBy(sql`${authorityMatrices.tenantId} nulls last`, desc(authorityMatrices.revision))
    .limit(1);
  return row ?? null;
}

/** Every version there was, the newest first, with who published it. */
export const listMatrices = (ctx: Context, tenantId: number | null) =>
  ctx.db
    .select({ matrix: authorityMatrices, publisher: people.name })
    .from(authorityMatrices)
    .leftJoin(people, eq(people.id, authorityMatrices.publishedBy))
    .where(tenantId === null ? isNull(authorityMatrices.tenantId) : eq(authorityMatrices.tenantId, tenantId))
    .orderBy(desc(authorityMatrices.revision))
    .limit(20);

/** Of the offerings of these lines: the certificates they ask for, the band they need, and which have been taken off sale. */
export const listOfferingFacts = (ctx: Context, ids: string[]) =>
  ids.length
    ? ctx.db
        .select({
          id: offerings.id,
          name: offerings.name,
          nameEn: offerings.nameEn,
          lifecycle: offerings.lifecycle,
          certificateCode: offerings.certificateCode,
          band: specifications.band,
        })
        .from(offerings)
        .leftJoin(specifications, eq(specifications.id, offerings.specificationId))
        .where(sql`${offerings.id} = any(${`{${[...new Set(ids)].join(',')}}`}::uuid[])`)
    : Promise.resolve([]);
