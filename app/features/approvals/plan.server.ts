import type { Context } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';
import { type Criterion, criterionKey, leavesOf } from '../opportunities/criteria';
import { listStages, type Opportunity } from '../opportunities/queries.server';
import { type Approver, candidatesFor, listApprovers } from './approvers.server';

type Asked = Extract<Criterion, { kind: 'approval' }>;
export type Plan = { criterion: Asked; stage: { code: string; name: string; nameEn: string }; steps: Approver[][] };

/** Who would have to approve, step by step; not found where the deal's process asks for no such approval. */
export async function planApproval(ctx: Context, deal: Opportunity, stageCode: string, key: string): Promise<Plan> {
  const [all, approvers] = await Promise.all([listStages(ctx), listApprovers(ctx, deal)]);
  const stage = all.find((one) => one.pipelineId === deal.pipelineId && one.code === stageCode);
  const criterion = stage?.exitCriteria
    .flatMap(leavesOf)
    .find((one): one is Asked => one.kind === 'approval' && criterionKey(one) === key);
  if (!stage || !criterion) throw notFound();
  const { code, name, nameEn } = stage;
  return {
    criterion,
    stage: { code, name, nameEn },
    steps: criterion.roles.map((role) => candidatesFor(approvers, role)),
  };
}
