import { and, eq } from 'drizzle-orm';
import { commitments } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { fromLocal, today } from '~/core/dates';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { CommitmentInput, NewCommitmentInput } from '../commitment-input';
import { type CommitmentState, type CommitmentVerb, commitmentAllows, hasBegun, momentOf } from '../rules';
import { checkBelonging } from './belonging.server';
import { addHeard } from './outcome.server';
import { lockCommitment, lockVisit, staleRecord, subjectOf } from './row.server';

const outcomes: Record<CommitmentVerb, { state?: CommitmentState; event: string }> = {
  keep: { state: 'kept', event: 'commitment.kept' },
  break: { state: 'broken', event: 'commitment.broken' },
  reopen: { state: 'open', event: 'commitment.reopened' },
  answer: { event: 'commitment.answered' },
  prove: { event: 'commitment.proved' },
  cancel: { state: 'cancelled', event: 'commitment.cancelled' },
};
/** What has to be said with it. */
const needed = { answer: 'answer', prove: 'evidence', cancel: 'cancelReason' } as const;

/** A promise remembered after the visit was logged. Sent twice, it exists once. */
export const addCommitment = (ctx: Context, { visitId, ...promise }: NewCommitmentInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const visit = await lockVisit(ctx, visitId);
    requirePermission(ctx.actor, 'visit.log', visit);
    if (!hasBegun(visit.status)) return refused('visit.nothing_heard_yet');
    const belonging = await checkBelonging(
      ctx,
      { tenantId: visit.tenantId, id: visit.accountId },
      { commitments: [promise] },
    );
    if (!belonging.ok) return refused('invalid', { fields: { ownerId: 'visit.person_unknown' } });
    await addHeard(ctx, visit, { needs: [], commitments: [promise] });
    return ok(null);
  });

/** The day it was said on the device, which may have waited for the network since. */
const settledDay = ({ clock }: CommitmentInput, madeAt: Date, now: Date) => {
  const { at } = momentOf(clock, now);
  return today(clock && at < madeAt ? madeAt : at);
};

/** When the customer was told: on a day named, or now. */
const answeredAt = ({ answeredOn }: CommitmentInput, { now }: Context) =>
  answeredOn && answeredOn !== today(now) ? fromLocal(answeredOn) : now;

/** Kept, broken, called off, proved, opened again, or answered to the customer. */
export const settleCommitment = (ctx: Context, input: CommitmentInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockCommitment(ctx, input.commitmentId);
    requirePermission(ctx.actor, 'commitment.update', row);
    const { state = row.state, event } = outcomes[input.verb];
    const { verb } = input;
    const field = verb in needed ? needed[verb as keyof typeof needed] : null;
    if (field && !input[field]) return refused('invalid', { fields: { [field]: 'error.required' } });
    if (input.answeredOn && input.answeredOn > today(ctx.now))
      return refused('invalid', { fields: { answeredOn: 'commitment.answered_in_future' } });
    const answer = input.answer ?? row.answer;
    const evidence = input.evidence ?? row.evidence;
    const answerChannel = (input.answer && input.channel) || row.answerChannel;
    const cancelReason = verb === 'cancel' ? input.cancelReason : row.cancelReason;
    const same =
      row.answer === answer &&
      row.evidence === evidence &&
      row.answerChannel === answerChannel &&
      row.cancelReason === cancelReason;
    if (row.state === state && same) return ok(null);
    if (row.version !== input.version) return staleRecord(ctx, row);
    if (!commitmentAllows(row.state, verb)) return refused('commitment.settled_before');
    const settledOn =
      state === row.state ? row.settledOn : state === 'open' ? null : settledDay(input, row.createdAt, ctx.now);
    await ctx.db
      .update(commitments)
      .set({
        state,
        settledOn,
        answer,
        evidence,
        answerChannel,
        cancelReason,
        ...(input.answer && { answeredAt: answeredAt(input, ctx) }),
        version: row.version + 1,
        updatedAt: ctx.now,
      })
      .where(and(eq(commitments.tenantId, row.tenantId), eq(commitments.id, row.id)));
    await record(ctx, event, subjectOf('commitment', row), {
      before: { state: row.state, answer: row.answer, evidence: row.evidence },
      after: { state, answer, evidence, text: row.text, ...(verb === 'cancel' && { reason: cancelReason }) },
    });
    return ok(null);
  });
