import { and, asc, desc, eq, or, sql } from 'drizzle-orm';
import {
  candidateScores,
  candidates,
  onboardingPlans,
  openingAssessors,
  openings,
  people,
  selectionDecisions,
  units,
} from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { type Cursor, pageSize, writeCursor } from '~/core/paging';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import type { Weights } from '../rules';
import { isJudgedBy, ledBy, openingsInReach } from './reach.server';

export type Opening = typeof openings.$inferSelect;
const read = (row: Opening): Opening => ({
  ...row,
  weights: typeof row.weights === 'string' ? (JSON.parse(row.weights) as Weights) : row.weights,
});

/** Places one fills or judges for, the latest first. */
export async function listOpenings(ctx: Context, after: Cursor | null) {
  requirePermission(ctx.actor, 'selection.read');
  const where = [
    can(ctx.actor, 'selection.manage') ? or(ledBy(ctx, sql`${openings.teamId}`), isJudgedBy(ctx)) : isJudgedBy(ctx),
  ];
  if (after)
    where.push(sql`(${openings.createdAt}, ${openings.id}) < (${String(after.value)}::timestamptz, ${after.id}::uuid)`);
  const rows = await ctx.db
    .select({
      opening: openings,
      team: units.name,
      standing: sql<number>`(select count(*)::int from ${candidates} c where c.tenant_id = ${openings.tenantId} and c.opening_id = ${openings.id} and c.state <> 'withdrawn')`,
      assessors: sql<number>`(select count(*)::int from ${openingAssessors} a where a.tenant_id = ${openings.tenantId} and a.opening_id = ${openings.id})`,
      given: sql<number>`(select count(*)::int from app.scores_given(${openings.tenantId}, ${openings.id}))`,
      mine: isJudgedBy(ctx),
    })
    .from(openings)
    .leftJoin(units, eq(units.id, openings.teamId))
    .where(and(...where))
    .orderBy(desc(openings.createdAt), desc(openings.id))
    .limit(pageSize + 1);
  const last = rows[pageSize - 1]?.opening;
  return {
    rows: rows.slice(0, pageSize).map(({ opening, mine, ...row }) => ({
      ...row,
      mine: mine === true,
      id: opening.id,
      title: opening.title,
      state: opening.state,
      seats: opening.seats,
      closesOn: opening.closesOn,
      createdAt: opening.createdAt,
    })),
    after: rows.length > pageSize && last ? writeCursor({ value: last.createdAt.toISOString(), id: last.id }) : null,
  };
}
export type OpeningRow = Awaited<ReturnType<typeof listOpenings>>['rows'][number];

/** Where this person stands as a candidate: what they are told, and no more. */
export async function listCandidacies(ctx: Context) {
  requirePermission(ctx.actor, 'selection.read');
  return ctx.db
    .select({
      id: candidates.id,
      openingId: candidates.openingId,
      title: openings.title,
      team: units.name,
      state: candidates.state,
      nextSteps: candidates.nextSteps,
      closesOn: openings.closesOn,
      openingState: openings.state,
      planId: sql<string | null>`(select p.id from ${onboardingPlans} p where p.tenant_id = ${candidates.tenantId}
        and p.opening_id = ${candidates.openingId} and p.person_id = ${candidates.personId})`,
    })
    .from(candidates)
    .innerJoin(openings, and(eq(openings.tenantId, candidates.tenantId), eq(openings.id, candidates.openingId)))
    .leftJoin(units, eq(units.id, openings.teamId))
    .where(eq(candidates.personId, ctx.actor.personId))
    .orderBy(desc(candidates.createdAt), desc(candidates.id))
    .limit(20);
}

/** The opening for a command; commands on it come one after the other, also those of who may not change its row. */
export async function lockOpening(ctx: Context, id: string): Promise<Opening> {
  requirePermission(ctx.actor, 'selection.read');
  if (!isId(id)) throw notFound();
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`opening ${id}`}, 0))`);
  const [row] = await ctx.db
    .select()
    .from(openings)
    .where(and(eq(openings.id, id), openingsInReach(ctx)));
  if (!row) throw notFound();
  return read(row);
}

/** What is seen of an opening by who fills it or judges there; candidates have a page of their own. */
export async function getOpening(ctx: Context, id: string) {
  requirePermission(ctx.actor, 'selection.read');
  if (!isId(id)) throw notFound();
  const [head] = await ctx.db
    .select({
      opening: openings,
      team: units.name,
      fills: can(ctx.actor, 'selection.manage') ? ledBy(ctx, sql`${openings.teamId}`) : sql`false`,
      judges: isJudgedBy(ctx),
    })
    .from(openings)
    .leftJoin(units, eq(units.id, openings.teamId))
    .where(and(eq(openings.id, id), openingsInReach(ctx)));
  const [fills, judges] = [head?.fills === true, head?.judges === true];
  if (!head || (!fills && !judges)) throw notFound();
  const opening = read(head.opening);
  const at = { tenantId: opening.tenantId, openingId: opening.id };
  const [assessors, standing, scores, given, decisions, plans] = await Promise.all([
    ctx.db
      .select({ id: openingAssessors.personId, name: people.name })
      .from(openingAssessors)
      .leftJoin(people, eq(people.id, openingAssessors.personId))
      .where(and(eq(openingAssessors.tenantId, at.tenantId), eq(openingAssessors.openingId, at.openingId)))
      .orderBy(asc(openingAssessors.createdAt), asc(openingAssessors.personId)),
    ctx.db
      .select({
        id: candidates.id,
        personId: candidates.personId,
        name: people.name,
        unit: units.name,
        title: people.title,
        joinedOn: people.joinedOn,
        story: candidates.story,
        state: candidates.state,
        nextSteps: candidates.nextSteps,
      })
      .from(candidates)
      .leftJoin(people, eq(people.id, candidates.personId))
      .leftJoin(units, eq(units.id, people.unitId))
      .where(and(eq(candidates.tenantId, at.tenantId), eq(candidates.openingId, at.openingId)))
      .orderBy(asc(people.pinyin), asc(candidates.id)),
    ctx.db
      .select({ score: candidateScores })
      .from(candidateScores)
      .innerJoin(
        candidates,
        and(eq(candidates.tenantId, candidateScores.tenantId), eq(candidates.id, candidateScores.candidateId)),
      )
      .where(and(eq(candidates.tenantId, at.tenantId), eq(candidates.openingId, at.openingId))),
    ctx.db.execute<{ candidate_id: string; assessor_id: string }>(
      sql`select * from app.scores_given(${at.tenantId}, ${at.openingId}::uuid)`,
    ),
    ctx.db
      .select({ reason: selectionDecisions.reason, at: selectionDecisions.decidedAt, who: people.name })
      .from(selectionDecisions)
      .leftJoin(people, eq(people.id, selectionDecisions.decidedBy))
      .where(and(eq(selectionDecisions.tenantId, at.tenantId), eq(selectionDecisions.openingId, at.openingId))),
    ctx.db
      .select({ id: onboardingPlans.id, personId: onboardingPlans.personId })
      .from(onboardingPlans)
      .where(and(eq(onboardingPlans.tenantId, at.tenantId), eq(onboardingPlans.openingId, at.openingId))),
  ]);
  return {
    opening,
    team: head.team ?? '',
    fills,
    judges,
    assessors: assessors.map(({ id, name }) => ({ id, name: name ?? '' })),
    candidates: standing,
    scores: scores.map(({ score }) => score),
    given: [...given].map((row) => ({ candidateId: row.candidate_id, assessorId: row.assessor_id })),
    decision: decisions[0] ?? null,
    plans,
  };
}
export type OpeningShown = Awaited<ReturnType<typeof getOpening>>;
