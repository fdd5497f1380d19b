import type { Context } from '~/core/context.server';
import { listCompetitors } from '../offerings/queries.server';
import { factsOf, readFacts } from './facts.server';
import { type MoveChoice, missingLinks } from './missing';
import { decideMove, type Lacking } from './moving';
import { getOpportunity, listStages } from './queries.server';

/** The stages this opportunity can go to, each with what still stands in its way. */
export async function getMoveChoice(ctx: Context, id: string): Promise<MoveChoice> {
  const [{ opportunity }, related, all, competitors] = await Promise.all([
    getOpportunity(ctx, id),
    readFacts(ctx, [id]),
    listStages(ctx),
    listCompetitors(ctx),
  ]);
  const stages = all.filter((stage) => stage.pipelineId === opportunity.pipelineId);
  const from = stages.find((stage) => stage.id === opportunity.stageId);
  const facts = factsOf(opportunity, related);
  const missing = (to: (typeof stages)[number]) => {
    const decision = from && decideMove(stages, from, { to, note: '-', reason: 'other' }, facts);
    const details = decision && !decision.ok ? decision.details : undefined;
    return missingLinks(opportunity, Array.isArray(details) ? (details as Lacking[]) : [], facts.asked);
  };
  return {
    id,
    title: opportunity.title,
    version: opportunity.version,
    stageId: opportunity.stageId,
    stages: stages.map(({ exitCriteria: _, ...stage }, n) => ({ ...stage, missing: missing(stages[n]!) })),
    competitors,
    competitorId: opportunity.competitorId,
  };
}
