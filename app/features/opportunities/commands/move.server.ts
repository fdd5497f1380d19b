import { and, eq, inArray, isNull } from 'drizzle-orm';
import { approvals } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { addCompetitor, competitorNamed } from '../../offerings/competitors.server';
import { areChoosable } from '../../offerings/queries.server';
import { type Closing, closingValues } from '../closing';
import { factsOf, readFacts } from '../facts.server';
import { missingLinks } from '../missing';
import { type Decision, decideMove, type Lacking } from '../moving';
import { listStages, type Opportunity, type PipelineStage } from '../queries.server';
import { type CloseReason, probabilityAfter, type Stage } from '../rules';
import { writeChanges } from './change.server';
import { lockOpportunity, save, staleness, subjectOf } from './load.server';
import { movedColumns, only } from './put-back.server';

type Wanted = Closing & {
  to: number;
  reason?: CloseReason | null;
  note?: string | null;
  competitorId?: string | null;
  competitorName?: string | null;
};
export type Moved = Decision & { from: number; to: number; version: number };

/** Moves the opportunity to another stage of its pipeline, if what the stages left behind ask for is there. */
export function moveOpportunity(ctx: Context, id: string, input: Wanted & { version: number }): Promise<Result<Moved>> {
  return inTransaction(ctx, async (ctx) => {
    const [row, related, stages] = await Promise.all([lockOpportunity(ctx, id), readFacts(ctx, [id]), listStages(ctx)]);
    requirePermission(ctx.actor, 'opportunity.advance', row);
    const stale = await staleness(ctx, row, input.version);
    return stale ?? moveLocked(ctx, row, input, stages, related);
  });
}

/** The move itself, for a row already locked and allowed. */
export async function moveLocked(
  ctx: Context,
  row: Opportunity,
  asked: Wanted,
  all: PipelineStage[],
  related: Awaited<ReturnType<typeof readFacts>>,
): Promise<Result<Moved>> {
  const stages = all.filter((stage) => stage.pipelineId === row.pipelineId);
  const from = stages.find((stage) => stage.id === row.stageId);
  const to = sameStage(all, stages, asked.to);
  if (!from || !to) return refused('invalid', { fields: { to: 'error.choose' } });
  const { competitorName: name } = asked;
  const named = name ? await competitorNamed(ctx, row.tenantId, name) : null;
  const wanted = named ? { ...asked, competitorId: named.id } : asked;
  if (!named && wanted.competitorId && !(await areChoosable(ctx, wanted)).competitor)
    return refused('invalid', { fields: { competitorId: 'error.choose' } });
  const facts = factsOf(row, related);
  const decision = decideMove(stages, from, { ...wanted, to }, facts);
  if (!decision.ok)
    return Array.isArray(decision.details)
      ? { ...decision, details: missingLinks(row, decision.details as Lacking[], facts.asked) }
      : decision;
  const competitorId = named?.add ? await addCompetitor(ctx, named.id, named.add) : wanted.competitorId;
  await Promise.all([
    writeMove(ctx, row, from, to, { ...wanted, competitorId }),
    // what was approved on the way there is asked for again on the way back
    decision.value.direction === 'forward' ? null : lapseApprovals(ctx, row),
  ]);
  return ok({ ...decision.value, from: from.id, to: to.id, version: row.version + 1 });
}

/** The stage asked for in the version this opportunity runs on: boards and bulk changes name that of another. */
function sameStage(all: PipelineStage[], own: PipelineStage[], id: number) {
  const asked = all.find((stage) => stage.id === id);
  const same = own.find(({ code, pipelineCode }) => code === asked?.code && pipelineCode === asked.pipelineCode);
  return same ?? asked;
}

async function writeMove(ctx: Context, row: Opportunity, from: Stage, to: Stage, wanted: Wanted) {
  const closes = to.type === 'won' || to.type === 'lost';
  const values = {
    stageId: to.id,
    stageType: to.type,
    stageEnteredAt: ctx.now,
    lastActivityAt: ctx.now,
    probability: probabilityAfter(row.probability, from, to),
    closedOn: closes ? today(ctx.now) : null,
    closeReason: closes ? (wanted.reason ?? null) : null,
    closeNote: closes ? (wanted.note ?? null) : null,
    competitorId: wanted.competitorId ?? row.competitorId,
    ...closingValues(to.type, wanted.reason, wanted),
  };
  await Promise.all([
    save(ctx, row, values),
    writeChanges(ctx, row, [
      {
        kind: 'moved',
        fromStageId: from.id,
        toStageId: to.id,
        note: wanted.note ?? null,
        former: only(row, movedColumns),
      },
    ]),
    record(ctx, 'opportunity.moved', subjectOf(row), {
      before: { stage: from.code, stageId: from.id, probability: row.probability, closeReason: row.closeReason },
      after: {
        stage: to.code,
        stageId: to.id,
        probability: values.probability,
        closeReason: values.closeReason,
        note: wanted.note ?? null,
      },
    }),
  ]);
}

const lapseApprovals = (ctx: Context, row: Opportunity) =>
  ctx.db
    .update(approvals)
    .set({ state: 'lapsed', updatedAt: ctx.now })
    .where(
      and(
        eq(approvals.tenantId, row.tenantId),
        eq(approvals.opportunityId, row.id),
        inArray(approvals.state, ['pending', 'approved']),
        // a quote stays approved wherever the deal goes
        isNull(approvals.quoteId),
      ),
    );
