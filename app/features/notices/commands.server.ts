import { and, eq, isNull } from 'drizzle-orm';
import { noticeChoices, notices } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import { type NoticeKind, noticeKinds } from './rules';

// A person's own marks and wishes: the journal does not hold them, and everybody may.

export const readNotice = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    if (!isId(id)) throw notFound();
    const mine = and(eq(notices.id, id), eq(notices.personId, ctx.actor.personId));
    const [found] = await ctx.db.select({ readAt: notices.readAt }).from(notices).where(mine);
    if (!found) throw notFound();
    if (!found.readAt) await ctx.db.update(notices).set({ readAt: ctx.now }).where(mine);
    return ok(null);
  });

export const readAllNotices = (ctx: Context): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    await ctx.db
      .update(notices)
      .set({ readAt: ctx.now })
      .where(and(eq(notices.personId, ctx.actor.personId), isNull(notices.readAt)));
    return ok(null);
  });

export const chooseNotices = (ctx: Context, wanted: NoticeKind[]): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const muted = noticeKinds.filter((kind) => !wanted.includes(kind));
    await ctx.db
      .insert(noticeChoices)
      .values({ personId: ctx.actor.personId, muted, updatedAt: ctx.now })
      .onConflictDoUpdate({ target: noticeChoices.personId, set: { muted, updatedAt: ctx.now } });
    return ok(null);
  });
