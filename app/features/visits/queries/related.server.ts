import { and, asc, desc, eq, gte, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { commitments, needs, opportunities, people, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach, inScope } from '~/core/scope.server';
import { attendeeNames } from './attendees.server';

const shown = {
  id: visits.id,
  type: visits.type,
  channel: visits.channel,
  status: visits.status,
  purpose: visits.purpose,
  plannedAt: visits.plannedAt,
  plannedMinutes: visits.plannedMinutes,
  startedAt: visits.startedAt,
  endedAt: visits.endedAt,
  distanceMetres: visits.distanceMetres,
  note: visits.note,
  satisfaction: visits.satisfaction,
  nextStep: visits.nextStep,
  nextStepOn: visits.nextStepOn,
  ownerId: visits.ownerId,
  ownerName: people.name,
  opportunityId: visits.opportunityId,
  opportunityTitle: opportunities.title,
  contacts: attendeeNames(),
};

const relatedVisits = (ctx: Context) =>
  ctx.db
    .select(shown)
    .from(visits)
    .leftJoin(people, eq(people.id, visits.ownerId))
    .leftJoin(
      opportunities,
      and(eq(opportunities.tenantId, visits.tenantId), eq(opportunities.id, visits.opportunityId)),
    );

const alive = (ctx: Context) =>
  and(inReach(ctx, visits.tenantId), isNull(visits.deletedAt), inScope(ctx, visits, visits.accountId));

export type RelatedVisit = Awaited<ReturnType<typeof listVisitsOf>>[number];

/** The newest visits of an account, planned ones included. */
export const listVisitsOf = (ctx: Context, accountId: string, limit = 50) =>
  relatedVisits(ctx)
    .where(and(eq(visits.accountId, accountId), alive(ctx)))
    .orderBy(desc(visits.plannedAt), asc(visits.id))
    .limit(limit);

export const listVisitsOfOpportunity = (ctx: Context, opportunityId: string, limit = 50) =>
  relatedVisits(ctx)
    .where(and(eq(visits.opportunityId, opportunityId), alive(ctx)))
    .orderBy(desc(visits.plannedAt), asc(visits.id))
    .limit(limit);

/** The visit under way at an account, else the next one planned; undefined when nobody has planned one. */
export async function nextVisitOf(ctx: Context, accountId: string) {
  const [row] = await relatedVisits(ctx)
    .where(
      and(
        eq(visits.accountId, accountId),
        inArray(visits.status, ['planned', 'in_progress']),
        gte(visits.plannedAt, sql`${ctx.now.toISOString()}::timestamptz - interval '12 hours'`),
        alive(ctx),
      ),
    )
    .orderBy(asc(visits.plannedAt))
    .limit(1);
  return row;
}

const openCommitments = (ctx: Context, about: SQL | undefined, limit: number) =>
  ctx.db
    .select({
      id: commitments.id,
      side: commitments.side,
      text: commitments.text,
      dueOn: commitments.dueOn,
      state: commitments.state,
      evidence: commitments.evidence,
      answer: commitments.answer,
      answerChannel: commitments.answerChannel,
      answeredAt: commitments.answeredAt,
      version: commitments.version,
      visitId: commitments.visitId,
      ownerId: commitments.ownerId,
      ownerName: people.name,
    })
    .from(commitments)
    .leftJoin(people, eq(people.id, commitments.ownerId))
    .where(
      and(
        about,
        eq(commitments.state, 'open'),
        isNull(commitments.deletedAt),
        inScope(ctx, commitments, commitments.accountId),
      ),
    )
    .orderBy(asc(commitments.dueOn), asc(commitments.id))
    .limit(limit);

/** What was promised at an account and is still open, what is due first. */
export const listOpenCommitmentsOf = (ctx: Context, accountId: string, limit = 50) =>
  openCommitments(ctx, and(eq(commitments.accountId, accountId), inReach(ctx, commitments.tenantId)), limit);

export const listOpenCommitmentsOfOpportunity = (ctx: Context, deal: { tenantId: number; id: string }, limit = 50) =>
  openCommitments(ctx, and(eq(commitments.tenantId, deal.tenantId), eq(commitments.opportunityId, deal.id)), limit);

/** What an account has said it needs and nobody has met yet, the newest first. */
export const listOpenNeedsOf = (ctx: Context, accountId: string, limit = 50) =>
  ctx.db
    .select({ id: needs.id, kind: needs.kind, line: needs.line, text: needs.text, visitId: needs.visitId })
    .from(needs)
    .where(
      and(
        eq(needs.accountId, accountId),
        inReach(ctx, needs.tenantId),
        inArray(needs.state, ['open', 'matched']),
        isNull(needs.deletedAt),
        inScope(ctx, needs, needs.accountId),
      ),
    )
    .orderBy(desc(needs.createdAt), asc(needs.id))
    .limit(limit);
