import { and, eq } from 'drizzle-orm';
import { approvalSteps, approvals } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { lockOpportunity, subjectOf } from '../../opportunities/commands/load.server';
import type { Opportunity } from '../../opportunities/queries.server';
import type { AskInput } from '../input';
import { planApproval } from '../plan.server';
import { dueAt } from '../queries.server';

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
    const turn = await openApproval(ctx, deal, {
      id: input.id,
      stage: input.stage,
      criterion: input.criterion,
      mode: criterion.mode,
      note: input.note,
      steps: approvers.map((approver) => ({ approver, role: criterion.roles[approver.n] ?? approver.role })),
    });
    return ok({ names: turn.map(({ name }) => name) });
  });

type Opening = {
  id: string;
  stage: string;
  criterion: string;
  mode: 'in_turn' | 'all';
  note: string | null;
  /** Who is asked, in turn, and as what. */
  steps: { approver: { id: string; name: string }; role: string }[];
  quoteId?: string;
  /** Working hours each of them has. */
  hours?: number;
};

/** Asks these people; answers with those whose turn it is. */
export async function openApproval(ctx: Context, deal: Opportunity, asked: Opening) {
  const { tenantId, unitId, ownerId, accountId } = deal;
  const of = { tenantId, unitId, ownerId, accountId, createdAt: ctx.now };
  const { id, stage, criterion, mode, note, quoteId = null, hours = null, steps } = asked;
  await ctx.db.insert(approvals).values({
    ...of,
    id,
    opportunityId: deal.id,
    quoteId,
    hours,
    stageCode: stage,
    criterion,
    mode,
    note,
    askedBy: ctx.actor.personId,
    updatedAt: ctx.now,
  });
  const isTurn = (at: number) => mode === 'all' || at === 0;
  await ctx.db.insert(approvalSteps).values(
    steps.map(({ approver, role }, at) => ({
      ...of,
      id: newId(),
      approvalId: id,
      position: at + 1,
      role,
      approverId: approver.id,
      state: isTurn(at) ? ('pending' as const) : ('waiting' as const),
      dueAt: isTurn(at) ? dueAt(ctx, hours) : null,
    })),
  );
  const turn = steps.filter((_, at) => isTurn(at)).map(({ approver }) => approver);
  await record(ctx, 'opportunity.approval_asked', subjectOf(deal), {
    after: { approvalId: id, stage, note, quoteId, waiting: turn.map(({ id }) => id) },
  });
  return turn;
}
