import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { people, visitTemplates } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach } from '~/core/scope.server';
import { nationalForm } from '../forms/national';
import type { VisitForm } from '../forms/rules';
import { type VisitType, visitTypes } from '../rules';

const asked = {
  type: visitTemplates.type,
  version: visitTemplates.version,
  guidance: visitTemplates.guidance,
  questions: visitTemplates.questions,
  parts: visitTemplates.parts,
};

/** The forms a company uses now, in the order of the types; the national one where it has published none. */
export async function listForms(ctx: Context, tenantId: number): Promise<VisitForm[]> {
  const rows = await ctx.db
    .selectDistinctOn([visitTemplates.type], asked)
    .from(visitTemplates)
    .where(and(eq(visitTemplates.tenantId, tenantId), inReach(ctx, visitTemplates.tenantId)))
    .orderBy(visitTemplates.type, desc(visitTemplates.version));
  return visitTypes.map((type) => rows.find((row) => row.type === type) ?? nationalForm(type));
}

/** One version of a form, the newest without a number; undefined where there is none of that number. */
export async function findForm(ctx: Context, tenantId: number, type: VisitType, version?: number) {
  if (version === 0) return nationalForm(type);
  const [row] = await ctx.db
    .select(asked)
    .from(visitTemplates)
    .where(
      and(
        eq(visitTemplates.tenantId, tenantId),
        inReach(ctx, visitTemplates.tenantId),
        eq(visitTemplates.type, type),
        version === undefined ? undefined : eq(visitTemplates.version, version),
      ),
    )
    .orderBy(desc(visitTemplates.version))
    .limit(1);
  return row ?? (version === undefined ? nationalForm(type) : undefined);
}

type Reported = { tenantId: number; type: VisitType; formVersion: number | null };

/** The forms with which these visits were reported. */
export async function formsOf(ctx: Context, visits: readonly Reported[]) {
  const tenantIds = [...new Set(visits.flatMap((visit) => (visit.formVersion ? [visit.tenantId] : [])))];
  const rows = tenantIds.length
    ? await ctx.db
        .select({ tenantId: visitTemplates.tenantId, ...asked })
        .from(visitTemplates)
        .where(and(inArray(visitTemplates.tenantId, tenantIds), inReach(ctx, visitTemplates.tenantId)))
    : [];
  return ({ tenantId, type, formVersion }: Reported): VisitForm | null => {
    if (formVersion === null) return null;
    if (formVersion === 0) return nationalForm(type);
    return rows.find((r) => r.tenantId === tenantId && r.type === type && r.version === formVersion) ?? null;
  };
}

/** Every version a company has published of a form, the newest first. */
export const listFormVersions = (ctx: Context, tenantId: number, type?: VisitType) =>
  ctx.db
    .select({
      id: visitTemplates.id,
      type: visitTemplates.type,
      version: visitTemplates.version,
      publishedAt: visitTemplates.publishedAt,
      publisher: people.name,
      questions: sql<number>`jsonb_array_length(${visitTemplates.questions})`.mapWith(Number),
    })
    .from(visitTemplates)
    .leftJoin(people, eq(people.id, visitTemplates.publishedBy))
    .where(
      and(
        eq(visitTemplates.tenantId, tenantId),
        inReach(ctx, visitTemplates.tenantId),
        type ? eq(visitTemplates.type, type) : undefined,
      ),
    )
    .orderBy(visitTemplates.type, desc(visitTemplates.version))
    .limit(500);
