import { and, eq } from 'drizzle-orm';
import { journal, qualificationScores, qualifications } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { newId } from '~/core/ids';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { findContact } from '../contacts/queries.server';
import { listCompetitors } from '../offerings/queries.server';
import { lockOpportunity, subjectOf } from '../opportunities/commands/load.server';
import { factsOf, readFacts } from '../opportunities/facts.server';
import { listStages, type Opportunity } from '../opportunities/queries.server';
import { listJournalOf } from '../people/history.server';
import type { QualificationInput } from './input';
import { proposeResult } from './proposal';
import { factsIn, type QualificationRow, readQualifications } from './queries.server';
import { type Gap, gapAspects } from './rules';
import { weigh } from './weigh.server';

type Names = Map<string, string>;

/** Keeps what is known about the deal and what was decided. The whole of it is kept again with each save. */
export const qualifyOpportunity = (
  ctx: Context,
  opportunityId: string,
  { id, version, ...given }: QualificationInput,
): Promise<Result<{ version: number }>> =>
  inTransaction(ctx, async (ctx) => {
    const deal = await lockOpportunity(ctx, opportunityId);
    requirePermission(ctx.actor, 'opportunity.qualify', deal);
    const [stages, related, found, rivals] = await Promise.all([
      listStages(ctx),
      readFacts(ctx, [deal.id]),
      readQualifications(ctx, [deal.id]),
      listCompetitors(ctx),
    ]);
    const before = found.get(deal.id)?.row;
    const names: Names = new Map(rivals.map((rival) => [rival.id, rival.name]));
    const change = before && difference<Record<string, unknown>>(told(before, names), told(given, names));
    if (change && !change.changed.length) return ok({ version: before.version }); // sent twice, or nothing changed
    if (before ? before.version !== version : version !== 0) return stale(ctx, deal, before, change?.before);

    const decider = given.deciderId ? await findContact(ctx, given.deciderId) : null;
    const fields = wrong(given, { before, names, isDecider: decider?.accountId === deal.accountId });
    if (fields) return refused('invalid', { fields });
    const facts = factsIn(given);
    const deciderAttitude = decider?.attitude ?? null;
    const { result: proposed } = proposeResult(facts, {
      totalFen: deal.totalFen,
      deciderAttitude,
      today: today(ctx.now),
    });
    if (given.result && given.result !== proposed && !given.resultReason)
      return refused('qualification.reason_required', { fields: { resultReason: 'qualification.reason_required' } });

    const { tenantId, unitId, ownerId, accountId } = deal;
    const whose = { tenantId, unitId, ownerId, accountId, opportunityId: deal.id };
    const values = { ...given, proposed, updatedAt: ctx.now };
    const known = { row: { ...(before as QualificationRow), ...facts }, deciderAttitude };
    const { percent, proven, expected } = weigh(deal, stages, factsOf(deal, related), known);
    if (before) {
      await ctx.db
        .update(qualifications)
        .set({ ...values, version: before.version + 1 })
        .where(and(eq(qualifications.tenantId, tenantId), eq(qualifications.id, before.id)));
    } else {
      const made = await ctx.db
        .insert(qualifications)
        .values({ ...whose, id, ...values, createdAt: ctx.now })
        .onConflictDoNothing()
        .returning({ id: qualifications.id });
      if (!made.length) throw notFound(); // the id is taken, elsewhere
    }
    const { result } = given;
    await Promise.all([
      ctx.db.insert(qualificationScores).values({
        ...whose, id: newId(), at: ctx.now, byId: ctx.actor.personId, facts, proposed, result, proven, expected, probability: percent, createdAt: ctx.now,
      }), // biome-ignore format: one row
      record(ctx, 'opportunity.qualified', subjectOf(deal), change ?? { after: said(told(given, names)) }),
    ]);
    return ok({ version: (before?.version ?? 0) + 1 });
  });

type Given = Omit<QualificationInput, 'id' | 'version'>;

/** As the journal tells it: the gaps in words. */
const told = (row: Given, names: Names): Record<string, unknown> => ({
  ...factsIn(row),
  gaps: row.gaps.map((gap) => gapText(gap, names)),
  result: row.result,
  resultReason: row.resultReason,
});
const sign = (step: number | null) => (step === null ? '·' : step > 0 ? `+${step}` : step < 0 ? `−${-step}` : '0');
const gapText = (gap: Gap, names: Names) =>
  `${names.get(gap.competitorId) ?? '—'} ${gapAspects.map((aspect) => sign(gap[aspect])).join('/')}`;
const said = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && !(Array.isArray(value) && !value.length)),
  );

/** Choices that do not exist for this person; what was chosen before may stay. */
function wrong(
  given: Given,
  { before, names, isDecider }: { before?: QualificationRow; names: Names; isDecider: boolean },
): Record<string, string> | null {
  const known = new Set(before?.gaps.map(({ competitorId }) => competitorId));
  const unknown = given.gaps.flatMap(({ competitorId }, at) =>
    names.has(competitorId) || known.has(competitorId) ? [] : [[`gaps.${at}.competitorId`, 'error.choose'] as const],
  );
  const fields = Object.fromEntries(unknown);
  if (given.deciderId && !isDecider && given.deciderId !== before?.deciderId) fields.deciderId = 'error.choose';
  return Object.keys(fields).length ? fields : null;
}

/** Who saved meanwhile, and what stands there now where it differs from what was sent. */
async function stale(ctx: Context, deal: Opportunity, before?: QualificationRow, theirs?: Record<string, unknown>) {
  const [last] = await listJournalOf(ctx, deal.id, 1, eq(journal.event, 'opportunity.qualified'));
  return refused('stale', {
    params: { who: last?.actorName ?? '' },
    details: {
      who: last?.actorName ?? null,
      at: last?.at ?? null,
      version: before?.version ?? 0,
      theirs: theirs ?? {},
    },
  });
}
