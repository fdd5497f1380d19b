import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { contacts, qualificationScores, qualifications } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach, inScope } from '~/core/scope.server';
import type { Attitude } from '../contacts/rules';
import { nothingKnown, type QualificationFacts } from './rules';

export type QualificationRow = typeof qualifications.$inferSelect;
export type Qualified = { row: QualificationRow; deciderName: string | null; deciderAttitude: Attitude | null };

/** The qualifications of these opportunities, as far as they are seen, by the opportunity's id; one statement. */
export async function readQualifications(ctx: Context, opportunityIds: string[]): Promise<Map<string, Qualified>> {
  if (!opportunityIds.length) return new Map();
  const rows = await ctx.db
    .select({ row: getTableColumns(qualifications), deciderName: contacts.name, deciderAttitude: contacts.attitude })
    .from(qualifications)
    .leftJoin(contacts, and(eq(contacts.tenantId, qualifications.tenantId), eq(contacts.id, qualifications.deciderId)))
    .where(
      and(
        inReach(ctx, qualifications.tenantId),
        inArray(qualifications.opportunityId, opportunityIds),
        inScope(ctx, qualifications, qualifications.accountId),
      ),
    );
  return new Map(rows.map((one) => [one.row.opportunityId, one]));
}

export const factNames = Object.keys(nothingKnown) as (keyof QualificationFacts)[];

/** Of a row or of what was sent, what is known about the deal. */
export const factsIn = (row: QualificationFacts): QualificationFacts =>
  Object.fromEntries(factNames.map((name) => [name, row[name]])) as QualificationFacts;

/** What was known at each save, the oldest first: never changed since. */
export const listScores = (ctx: Context, opportunityId: string) =>
  ctx.db
    .select({
      at: qualificationScores.at,
      facts: qualificationScores.facts,
      proposed: qualificationScores.proposed,
      result: qualificationScores.result,
      proven: qualificationScores.proven,
      expected: qualificationScores.expected,
      probability: qualificationScores.probability,
    })
    .from(qualificationScores)
    .where(
      and(
        inReach(ctx, qualificationScores.tenantId),
        eq(qualificationScores.opportunityId, opportunityId),
        inScope(ctx, qualificationScores, qualificationScores.accountId),
      ),
    )
    .orderBy(asc(qualificationScores.at), asc(qualificationScores.id))
    .limit(200);
