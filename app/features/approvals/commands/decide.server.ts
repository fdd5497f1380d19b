import { and, eq, inArray } from 'drizzle-orm';
import { approvalSteps, approvals } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record, type Subject } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Refused, type Result, refused } from '~/core/result';
import { listApprovers } from '../approvers.server';
import { type Approval, type ApprovalStep, dueAt, isTheirs, listSteps, lockApproval } from '../queries.server';
import type { ApprovalState } from '../rules';

const subjectOf = (row: Approval): Subject => ({
  kind: 'opportunity',
  id: row.opportunityId,
  tenantId: row.tenantId,
  unitId: row.unitId,
  ownerId: row.ownerId,
  accountId: row.accountId,
});

type Turn = { row: Approval; steps: ApprovalStep[]; step: ApprovalStep };

/** The approval with the step that is this person's now; why not, where it is not. Nobody decides on their own. */
async function takeTurn(ctx: Context, id: string): Promise<Turn | Refused> {
  requirePermission(ctx.actor, 'approval.decide');
  const row = await lockApproval(ctx, id);
  const steps = await listSteps(ctx, [id]);
  if (row.askedBy === ctx.actor.personId || row.ownerId === ctx.actor.personId) return refused('approval.own');
  if (row.state !== 'pending') return refused('approval.settled');
  const step = steps.find((one) => one.state === 'pending' && isTheirs(ctx, one));
  return step ? { row, steps, step } : refused('approval.not_yours');
}

const changeStep = (ctx: Context, step: ApprovalStep, values: Partial<typeof approvalSteps.$inferInsert>) =>
  ctx.db
    .update(approvalSteps)
    .set(values)
    .where(and(eq(approvalSteps.tenantId, step.tenantId), eq(approvalSteps.id, step.id)));

const changeApproval = (ctx: Context, row: Approval, state: ApprovalState) =>
  ctx.db
    .update(approvals)
    .set({ state, updatedAt: ctx.now, version: row.version + 1 })
    .where(and(eq(approvals.tenantId, row.tenantId), eq(approvals.id, row.id)));

/** One approver agrees; with the last of them the approval is given. */
export const approve = (
  ctx: Context,
  id: string,
  input: { comment: string | null },
): Promise<Result<{ state: ApprovalState }>> =>
  inTransaction(ctx, async (ctx) => {
    const turn = await takeTurn(ctx, id);
    if ('ok' in turn) return turn;
    const { row, steps, step } = turn;
    const rest = steps.filter((one) => one.id !== step.id && (one.state === 'pending' || one.state === 'waiting'));
    const next = row.mode === 'in_turn' ? rest[0] : undefined;
    const state = rest.length ? ('pending' as const) : ('approved' as const);
    await Promise.all([
      // whoever stood in for somebody who left has it as their own
      changeStep(ctx, step, {
        state: 'approved',
        comment: input.comment,
        decidedAt: ctx.now,
        approverId: ctx.actor.personId,
      }),
      next && changeStep(ctx, next, { state: 'pending', dueAt: dueAt(ctx, row.hours) }),
      changeApproval(ctx, row, state),
      record(ctx, 'opportunity.approval_decided', subjectOf(row), {
        after: {
          approvalId: row.id,
          stage: row.stageCode,
          note: input.comment,
          waiting: next ? [next.approverId] : [],
          ...(state === 'approved' && { decision: state, askedBy: row.askedBy }),
        },
      }),
    ]);
    return ok({ state });
  });

/** Sends it back with a word why; whoever asked can ask again. */
export const sendBack = (ctx: Context, id: string, input: { comment: string }): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const turn = await takeTurn(ctx, id);
    if ('ok' in turn) return turn;
    const { row, step } = turn;
    await changeStep(ctx, step, {
      state: 'returned',
      comment: input.comment,
      decidedAt: ctx.now,
      approverId: ctx.actor.personId,
    });
    await Promise.all([
      skipRest(ctx, row),
      changeApproval(ctx, row, 'returned'),
      record(ctx, 'opportunity.approval_decided', subjectOf(row), {
        after: {
          approvalId: row.id,
          stage: row.stageCode,
          note: input.comment,
          decision: 'returned',
          askedBy: row.askedBy,
        },
      }),
    ]);
    return ok(null);
  });

/** Has another decide who could as well: not who had it before, not who decides on it anyway. */
export const passOn = (ctx: Context, id: string, input: { personId: string }): Promise<Result<{ name: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const turn = await takeTurn(ctx, id);
    if ('ok' in turn) return turn;
    const { row, steps, step } = turn;
    const before = [...step.passedOnBy, step.approverId, ctx.actor.personId];
    if (before.includes(input.personId)) return refused('approval.cyclic', { fields: { personId: 'approval.cyclic' } });
    if (steps.some((one) => one.approverId === input.personId && one.id !== step.id))
      return refused('approval.already_approver', { fields: { personId: 'approval.already_approver' } });
    const to = (await listApprovers(ctx, row, row.askedBy)).find((one) => one.id === input.personId);
    if (!to) return refused('invalid', { fields: { personId: 'error.choose' } });
    await Promise.all([
      changeStep(ctx, step, { approverId: to.id, passedOnBy: [...new Set(before)], dueAt: dueAt(ctx, row.hours) }),
      changeApproval(ctx, row, 'pending'),
      record(ctx, 'opportunity.approval_passed_on', subjectOf(row), {
        after: { approvalId: row.id, stage: row.stageCode, waiting: [to.id] },
      }),
    ]);
    return ok({ name: to.name });
  });

/** Whoever asked asks no more. */
export const withdraw = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'approval.ask');
    const row = await lockApproval(ctx, id);
    if (row.askedBy !== ctx.actor.personId) return refused('approval.not_yours');
    if (row.state === 'withdrawn') return ok(null);
    if (row.state !== 'pending') return refused('approval.settled');
    await Promise.all([
      skipRest(ctx, row),
      changeApproval(ctx, row, 'withdrawn'),
      record(ctx, 'opportunity.approval_withdrawn', subjectOf(row), {
        after: { approvalId: row.id, stage: row.stageCode },
      }),
    ]);
    return ok(null);
  });

const skipRest = (ctx: Context, row: Approval) =>
  ctx.db
    .update(approvalSteps)
    .set({ state: 'skipped' })
    .where(
      and(
        eq(approvalSteps.tenantId, row.tenantId),
        eq(approvalSteps.approvalId, row.id),
        inArray(approvalSteps.state, ['pending', 'waiting']),
      ),
    );
