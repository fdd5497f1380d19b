import { and, eq, sql } from 'drizzle-orm';
import { awards, people } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { today } from '~/core/dates';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { DecideInput, NominateInput } from './input';
import { type Award, getAward } from './queries.server';

const tell = (ctx: Context, event: string, award: Pick<Award, 'id' | 'tenantId' | 'personId' | 'title'>) =>
  record(
    ctx,
    event,
    { kind: 'award', id: award.id, tenantId: award.tenantId, unitId: ctx.actor.unitId, ownerId: award.personId },
    { after: { title: award.title } },
  );

/** Tells what a colleague has done. Somebody else decides. Sent twice it is told once. */
export const nominate = (ctx: Context, input: NominateInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'award.nominate');
    const { tenantId, personId } = ctx.actor;
    if (input.personId === personId) return refused('invalid', { fields: { personId: 'award.not_oneself' } });
    const [colleague] = await ctx.db
      .select({ leftOn: people.leftOn })
      .from(people)
      .where(and(eq(people.id, input.personId), eq(people.tenantId, tenantId)));
    if (!colleague || (colleague.leftOn && colleague.leftOn < today(ctx.now)))
      return refused('invalid', { fields: { personId: 'award.no_colleague' } });
    const made = await ctx.db
      .insert(awards)
      .values({ ...input, tenantId, nominatedBy: personId, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: awards.id });
    if (made.length) await tell(ctx, 'award.nominated', { ...input, tenantId });
    else await getAward(ctx, input.id);
    return ok({ id: input.id });
  });

/** Gives the award, with the story the company reads, or says kindly why not now. By somebody who had no part in it. */
export const decideAward = (ctx: Context, id: string, input: DecideInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'award.decide');
    const award = await getAward(ctx, id);
    const { personId } = ctx.actor;
    if (award.personId === personId) return refused('award.own');
    if (award.nominatedBy === personId) return refused('award.second_pair');
    const { intent, ...said } = input;
    const state = intent === 'grant' ? 'granted' : 'declined';
    const done = await ctx.db
      .update(awards)
      .set({ ...said, state, decidedBy: personId, decidedAt: ctx.now })
      .where(and(eq(awards.tenantId, award.tenantId), eq(awards.id, id), eq(awards.state, 'nominated')))
      .returning({ id: awards.id });
    if (!done.length)
      return award.state === state && award.decidedBy === personId ? ok(null) : refused('award.decided_already');
    await tell(ctx, `award.${state}`, { ...award, ...('title' in said && { title: said.title }) });
    const told = async (kind: string, people: (string | null)[]) => {
      const those = `{${people.filter((one) => one !== null)}}`;
      await ctx.db.execute(
        sql`select app.tell_of_people(${kind}, 'award', ${award.tenantId}, ${id}::uuid, ${those}::uuid[], ${ctx.now.toISOString()}::timestamptz)`,
      );
    };
    if (state === 'granted') await told('award_granted', [award.personId]);
    await told('award_answered', [award.nominatedBy]);
    await enqueue(ctx, 'notices.pass_on', {}, 'notices.pass_on');
    return ok(null);
  });
