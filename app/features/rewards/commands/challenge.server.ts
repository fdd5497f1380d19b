import { and, eq, isNull, sql } from 'drizzle-orm';
import { rewardChallenges } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { ChallengeAction } from '../input';
import { getReward, type Reward } from '../queries/reward.server';

type Done = Result<null>;
type Of<K extends ChallengeAction['intent']> = Extract<ChallengeAction, { intent: K }>;

const tell = (ctx: Context, event: string, { id, tenantId, personId }: Reward, note: string) =>
  record(
    ctx,
    event,
    { kind: 'reward', id, tenantId, unitId: ctx.actor.unitId, ownerId: personId },
    { after: { note } },
  );

async function tellOwner(ctx: Context, { id, tenantId }: Reward, kind: 'reward_voided' | 'reward_restored') {
  await ctx.db.execute(
    sql`select app.tell_reward_owner(${tenantId}, ${id}::uuid, ${kind}, ${ctx.now.toISOString()}::timestamptz)`,
  );
  await enqueue(ctx, 'notices.pass_on', {}, 'notices.pass_on');
}

/** Says that the fact of an entry never happened. Somebody else decides. */
export const proposeVoid = (ctx: Context, entryId: string, { id, reason, note }: Of<'propose'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'reward.manage');
    const entry = await getReward(ctx, entryId);
    if (entry.personId === ctx.actor.personId) return refused('reward.own');
    if (entry.challenges.some((one) => one.id === id)) return ok(null);
    if (entry.state === 'voided' || entry.challenges.some((one) => one.isVoid === null))
      return refused('reward.disputed_already');
    const made = await ctx.db
      .insert(rewardChallenges)
      .values({
        tenantId: entry.tenantId,
        id,
        entryId,
        reason,
        note,
        proposedBy: ctx.actor.personId,
        proposedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: rewardChallenges.id });
    if (!made.length) return refused('reward.disputed_already');
    await tell(ctx, 'reward.void_proposed', entry, note);
    return ok(null);
  });

async function ofEntry(ctx: Context, entryId: string, challengeId: string) {
  const entry = await getReward(ctx, entryId);
  const challenge = entry.challenges.find((one) => one.id === challengeId);
  if (!challenge) throw notFound();
  const mine = and(eq(rewardChallenges.tenantId, entry.tenantId), eq(rewardChallenges.id, challengeId));
  return { entry, challenge, mine };
}

export const decideVoid = (ctx: Context, entryId: string, { id, verdict, note }: Of<'decide'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'reward.manage');
    const { entry, challenge, mine } = await ofEntry(ctx, entryId, id);
    const { personId } = ctx.actor;
    if (entry.personId === personId) return refused('reward.own');
    if (challenge.proposedBy === personId) return refused('reward.second_pair');
    const isVoid = verdict === 'void';
    const done = await ctx.db
      .update(rewardChallenges)
      .set({ isVoid, decidedBy: personId, decidedAt: ctx.now, decision: note })
      .where(and(mine, isNull(rewardChallenges.isVoid)))
      .returning({ id: rewardChallenges.id });
    if (!done.length)
      return challenge.isVoid === isVoid && challenge.decidedBy === personId
        ? ok(null)
        : refused('reward.decided_already');
    await tell(ctx, isVoid ? 'reward.voided' : 'reward.upheld', entry, note);
    if (isVoid) await tellOwner(ctx, entry, 'reward_voided');
    return ok(null);
  });

/** The owner's word against it; once. */
export const appealVoid = (ctx: Context, entryId: string, { id, note }: Of<'appeal'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'reward.read');
    const { entry, challenge, mine } = await ofEntry(ctx, entryId, id);
    if (entry.personId !== ctx.actor.personId) throw notFound();
    const done = await ctx.db
      .update(rewardChallenges)
      .set({ appeal: note, appealedAt: ctx.now })
      .where(and(mine, eq(rewardChallenges.isVoid, true), isNull(rewardChallenges.appealedAt)))
      .returning({ id: rewardChallenges.id });
    if (!done.length) return challenge.appealedAt ? ok(null) : refused('reward.nothing_to_appeal');
    await tell(ctx, 'reward.appealed', entry, note);
    return ok(null);
  });

/** A third person hears the owner. What is given back counts where it counted before. */
export const answerAppeal = (ctx: Context, entryId: string, { id, verdict, note }: Of<'answer'>): Promise<Done> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'reward.manage');
    const { entry, challenge, mine } = await ofEntry(ctx, entryId, id);
    const { personId } = ctx.actor;
    if (entry.personId === personId) return refused('reward.own');
    if (challenge.proposedBy === personId || challenge.decidedBy === personId) return refused('reward.third_pair');
    if (!challenge.appealedAt) return refused('reward.nothing_to_appeal');
    const isRestored = verdict === 'restore';
    const done = await ctx.db
      .update(rewardChallenges)
      .set({ isRestored, answeredBy: personId, answeredAt: ctx.now, answer: note })
      .where(and(mine, isNull(rewardChallenges.isRestored)))
      .returning({ id: rewardChallenges.id });
    if (!done.length)
      return challenge.isRestored === isRestored && challenge.answeredBy === personId
        ? ok(null)
        : refused('reward.decided_already');
    await tell(ctx, isRestored ? 'reward.restored' : 'reward.appeal_refused', entry, note);
    if (isRestored) await tellOwner(ctx, entry, 'reward_restored');
    return ok(null);
  });
