import type { Context } from '~/core/context.server';
import { factsOf, readFacts } from '../opportunities/facts.server';
import type { Facts } from '../opportunities/moving';
import { listStages, type Opportunity } from '../opportunities/queries.server';
import type { Stage } from '../opportunities/rules';
import { evidenceOf, provenOf } from './evidence';
import { type EvidenceProbability, evidenceProbability } from './probability';
import { type Qualified, readQualifications } from './queries.server';
import { nothingKnown } from './rules';

export type Weighed = EvidenceProbability & { proven: number; expected: number };

/** The evidence-weighted probability of one deal whose facts are at hand. */
export function weigh(
  deal: Pick<Opportunity, 'id' | 'accountId' | 'stageId' | 'pipelineId'>,
  all: Stage[],
  facts: Facts,
  known: Pick<Qualified, 'row' | 'deciderAttitude'> | undefined,
): Weighed {
  const stages = all.filter(({ pipelineId }) => pipelineId === deal.pipelineId);
  const stage = stages.find(({ id }) => id === deal.stageId);
  if (!stage) throw new Error('the deal is in no stage of its pipeline');
  const evidence = evidenceOf(stages, deal, facts);
  return {
    ...evidenceProbability(stage, evidence, known?.row ?? nothingKnown, known?.deciderAttitude ?? null),
    ...provenOf(evidence),
  };
}

/** The evidence-weighted probability of each of these deals: two statements for all of them. */
export async function weighAll(ctx: Context, deals: Opportunity[]): Promise<Map<string, Weighed>> {
  const ids = deals.map(({ id }) => id);
  const [stages, related, known] = await Promise.all([
    listStages(ctx),
    readFacts(ctx, ids),
    readQualifications(ctx, ids),
  ]);
  return new Map(deals.map((deal) => [deal.id, weigh(deal, stages, factsOf(deal, related), known.get(deal.id))]));
}

/** What the page of an opportunity says about its qualification. */
export async function summarise(ctx: Context, deal: Opportunity, stages: Stage[], facts: Facts) {
  const known = (await readQualifications(ctx, [deal.id])).get(deal.id);
  const { result = null, proposed = null, updatedAt = null } = known?.row ?? {};
  return { ...weigh(deal, stages, facts, known), result, proposed, at: updatedAt?.toISOString() ?? null };
}
export type QualificationSummary = Awaited<ReturnType<typeof summarise>>;
