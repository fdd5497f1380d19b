import { and, eq, sql } from 'drizzle-orm';
import { pushSubscriptions } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { env } from '~/core/env.server';
import { newId } from '~/core/ids';
import { ok, type Result, refused } from '~/core/result';
import type { PushInput } from '../input';

/** What browsers subscribe with; null where push is not set up. */
export const pushKey = () => env.VAPID_PUBLIC_KEY || null;

/** Tells this session's device of notices from now on; whoever used the device before is told there no more. */
export const savePush = (ctx: Context, { endpoint, p256dh, auth, showsDetails }: PushInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const rows = await ctx.db.execute<{ saved: boolean }>(sql`
      select app.save_push(${newId()}::uuid, ${ctx.actor.sessionId}::uuid, ${endpoint}, ${p256dh}, ${auth}, ${showsDetails}) as saved`);
    return rows[0]?.saved ? ok(null) : refused('push.not_set_up');
  });

export const endPush = (ctx: Context, endpoint: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const mine = eq(pushSubscriptions.personId, ctx.actor.personId);
    await ctx.db.delete(pushSubscriptions).where(and(mine, eq(pushSubscriptions.endpoint, endpoint)));
    return ok(null);
  });

/** Whether a device of the person is told, and how much: what it may keep after signing in anew. */
export async function findPush({ db, actor }: Context, endpoint: string) {
  const { showsDetails } = pushSubscriptions;
  const [row] = await db
    .select({ showsDetails })
    .from(pushSubscriptions)
    .where(and(eq(pushSubscriptions.personId, actor.personId), eq(pushSubscriptions.endpoint, endpoint)));
  return row ?? null;
}
