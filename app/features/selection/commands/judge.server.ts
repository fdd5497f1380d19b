import { and, eq, sql } from 'drizzle-orm';
import { candidateScores, candidates, openingAssessors, openings, selectionDecisions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { grantRole } from '~/features/people/commands/roles.server';
import type { Of } from '../input';
import { lockOpening } from '../queries/openings.server';
import { criteria, fewestAssessors, type Score } from '../rules';
import { lockFilled, of, scoresGiven, tell, tellPeople } from './opening.server';

type Done = Result<null>;

/** One's own judgement of a candidate, given once. */
export const giveScore = (ctx: Context, openingId: string, input: Of<'score'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'selection.assess');
    const opening = await lockOpening(ctx, openingId);
    const me = ctx.actor.personId;
    const { tenantId } = opening;
    const [judge] = await ctx.db
      .select()
      .from(openingAssessors)
      .where(
        and(
          eq(openingAssessors.tenantId, tenantId),
          eq(openingAssessors.openingId, openingId),
          eq(openingAssessors.personId, me),
        ),
      );
    if (!judge) throw notFound();
    const [candidate] = await ctx.db
      .select()
      .from(candidates)
      .where(and(eq(candidates.tenantId, tenantId), eq(candidates.openingId, openingId), eq(candidates.id, input.id)));
    if (!candidate) throw notFound();
    const score = Object.fromEntries(criteria.map((one) => [one, input[one]])) as Score;
    const [known] = await ctx.db
      .select()
      .from(candidateScores)
      .where(
        and(
          eq(candidateScores.tenantId, tenantId),
          eq(candidateScores.candidateId, input.id),
          eq(candidateScores.assessorId, me),
        ),
      );
    if (known)
      return criteria.every((one) => known[one] === score[one]) ? ok(null) : refused('selection.judged_already');
    if (opening.state !== 'open' || candidate.state !== 'standing') return refused('selection.not_open');
    await ctx.db
      .insert(candidateScores)
      .values({ tenantId, candidateId: input.id, assessorId: me, ...score, note: input.note, submittedAt: ctx.now });
    // that it was given, not what it says
    await tell(ctx, 'opening.scored', opening, { personId: candidate.personId });
    return ok(null);
  });

/** Who it is, and why; the others hear what comes next for them. Only when everybody who was asked has judged everybody. */
export const decideOpening = (ctx: Context, openingId: string, input: Of<'decide'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    const opening = await lockFilled(ctx, openingId);
    if (opening.state === 'decided') return refused('selection.decided_already');
    if (opening.state !== 'open') return refused('selection.not_open');
    if (opening.version !== input.version) return refused('stale');
    const { tenantId } = opening;
    const all = await ctx.db
      .select()
      .from(candidates)
      .where(and(eq(candidates.tenantId, tenantId), eq(candidates.openingId, openingId)));
    const standing = all.filter(({ state }) => state === 'standing');
    if (standing.some(({ personId }) => personId === ctx.actor.personId)) return refused('selection.own');
    const chosen = standing.filter(({ id }) => input.chosen.includes(id));
    if (chosen.length !== input.chosen.length) throw notFound();
    if (!standing.length) return refused('selection.nobody_stands');
    if (chosen.length > opening.seats)
      return refused('invalid', { fields: { chosen: 'selection.too_many' }, params: { n: opening.seats } });
    const [counted] = await ctx.db.execute<{ n: number }>(
      sql`select count(*)::int as n from opening_assessors where tenant_id = ${tenantId} and opening_id = ${openingId}::uuid`,
    );
    const assessors = Number(counted?.n ?? 0);
    if (assessors < fewestAssessors) return refused('selection.few_assessors', { params: { n: fewestAssessors } });
    const given = await scoresGiven(ctx, opening);
    if (standing.some(({ id }) => given.filter((one) => one.candidate_id === id).length < assessors))
      return refused('selection.still_judging');
    const others = standing.filter((one) => !chosen.includes(one));
    const untold = others.filter(({ id }) => !input.next[id]);
    if (untold.length)
      return refused('invalid', {
        fields: Object.fromEntries(untold.map(({ id }) => [`next.${id}`, 'selection.next_missing'])),
      });

    await ctx.db.insert(selectionDecisions).values({
      ...{ tenantId, openingId, reason: input.reason },
      ...{ decidedBy: ctx.actor.personId, decidedAt: ctx.now },
    });
    for (const { id } of standing) {
      const isChosen = chosen.some((one) => one.id === id);
      await ctx.db
        .update(candidates)
        .set({
          state: isChosen ? 'chosen' : 'not_chosen',
          nextSteps: isChosen ? null : (input.next[id] ?? null),
          decidedAt: ctx.now,
        })
        .where(and(eq(candidates.tenantId, tenantId), eq(candidates.id, id)));
    }
    await ctx.db
      .update(openings)
      .set({ state: 'decided', version: opening.version + 1, updatedAt: ctx.now })
      .where(of(opening));
    await tell(ctx, 'opening.decided', opening, { chosen: chosen.map(({ personId }) => personId) });
    if (can(ctx.actor, 'people.manage'))
      for (const { personId } of chosen) {
        const granted = await grantRole(ctx, personId, { role: 'account_manager', unitId: opening.teamId });
        if (!granted.ok) return granted;
      }
    await tellPeople(
      ctx,
      'selection_told',
      opening,
      standing.map(({ personId }) => personId),
    );
    return ok(null);
  });
