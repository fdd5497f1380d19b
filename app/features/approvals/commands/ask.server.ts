import { and, eq } from 'drizzle-orm';
import { approvalSteps, approvals } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { lockOpportunity, subjectOf } from '../../opportunities/commands/load.server';
import type { AskInput } from '../input';
import { planApproval } from '../plan.server';

/** Asks for what a stage wants approved before it is left. Sent twice, it is asked once. */
export const askApproval = (
  ctx: Context,
  opportunityId: string,
  input: AskInput,
): Promise<Result<{ names: string[] }>> =>
  inTransaction(ctx, async (ctx) => {
    const deal = await lockOpportunity(ctx, opportunityId);
    requirePermission(ctx.actor, 'approval.ask', deal);
    requirePermission(ctx.actor, 'opportunity.advance', deal);
    const { criterion, steps: plan } = await planApproval(ctx, deal, input.stage, input.criterion);
    const earlier = await ctx.db
      .select({ id: approvals.id, state: approvals.state })
      .from(approvals)
      .where(
        and(
          eq(approvals.tenantId, deal.tenantId),
          eq(approvals.opportunityId, deal.id),
          eq(approvals.stageCode, input.stage),
          eq(approvals.criterion, input.criterion),
        ),
      );
    if (earlier.some(({ id }) => id === input.id)) return ok({ names: [] }); // sent twice
    if (earlier.some(({ state }) => state === 'pending')) return refused('approval.already');

    const chosen = plan.map((candidates, n) => candidates.find(({ id }) => id === input.approvers[n]) ?? candidates[0]);
    if (chosen.some((one) => one === undefined)) return refused('approval.nobody');
    // who stands for two roles is asked once
    const approvers = [
      ...new Map(chosen.flatMap((one, n) => (one ? [[one.id, { ...one, n }] as const] : []))).values(),
    ];
    const { tenantId, unitId, ownerId, accountId } = deal;
    const of = { tenantId, unitId, ownerId, accountId, createdAt: ctx.now };
    await ctx.db.insert(approvals).values({
      ...of,
      id: input.id,
      opportunityId: deal.id,
      stageCode: input.stage,
      criterion: input.criterion,
      mode: criterion.mode,
      note: input.note,
      askedBy: ctx.actor.personId,
      updatedAt: ctx.now,
    });
    await ctx.db.insert(approvalSteps).values(
      approvers.map((approver, at) => ({
        ...of,
        id: newId(),
        approvalId: input.id,
        position: at + 1,
        role: criterion.roles[approver.n] ?? approver.role,
        approverId: approver.id,
        state: criterion.mode === 'all' || at === 0 ? ('pending' as const) : ('waiting' as const),
      })),
    );
    const turn = criterion.mode === 'all' ? approvers : approvers.slice(0, 1);
    await record(ctx, 'opportunity.approval_asked', subjectOf(deal), {
      after: { approvalId: input.id, stage: input.stage, note: input.note, waiting: turn.map(({ id }) => id) },
    });
    return ok({ names: turn.map(({ name }) => name) });
  });
