import { and, desc, eq } from 'drizzle-orm';
import { winModels, winScores } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { Stage } from '~/features/opportunities/rules';
import type { Rung } from '../rules';

type Deal = { id: string; tenantId: number; stageId: number };

/** The newest model of the deal's company and what it says of the deal; the configured rate of its stage until there is one. */
export async function readLearnt(ctx: Context, deal: Deal, stage: Pick<Stage, 'probability'> | undefined) {
  const [models, scores] = await Promise.all([
    ctx.db
      .select({
        rung: winModels.rung,
        failures: winModels.failures,
        deals: winModels.deals,
        madeAt: winModels.madeAt,
        model: winModels.model,
      })
      .from(winModels)
      .where(eq(winModels.tenantId, deal.tenantId))
      .orderBy(desc(winModels.version))
      .limit(1),
    ctx.db
      .select({ probability: winScores.probability, reasons: winScores.reasons })
      .from(winScores)
      .where(and(eq(winScores.tenantId, deal.tenantId), eq(winScores.opportunityId, deal.id))),
  ]);
  const [model, score] = [models[0], scores[0]];
  const byRate = stage ? stage.probability : null;
  // a deal younger than the last night stands where its stage does
  const ofStage = model && model.rung !== 'rates' ? model.model.stages[deal.stageId] : undefined;
  const percent = score ? score.probability * 100 : ofStage === undefined ? byRate : ofStage * 100;
  const measures = model?.model.measures;
  return {
    rung: (model && (score || ofStage !== undefined) ? model.rung : 'rates') as Rung,
    failures: model?.failures ?? [],
    deals: model?.deals ?? null,
    madeAt: model?.madeAt.toISOString() ?? null,
    percent: percent === null ? null : Math.round(Math.min(99, Math.max(1, percent))),
    reasons: score?.reasons ?? [],
    isScored: score !== undefined,
    measured: measures ? { brier: measures.brier, better: 1 - measures.brier / measures.stageBrier } : null,
  };
}
export type Learnt = Awaited<ReturnType<typeof readLearnt>>;
