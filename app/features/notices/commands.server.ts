import { and, eq, isNull, sql } from 'drizzle-orm';
import { noticeChoices, notices } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { ok, type Result } from '~/core/result';
import type { MailInput } from './input';
import { mutableKinds, type NoticeKind } from './rules';

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
  choose(ctx, { muted: mutableKinds.filter((kind) => !wanted.includes(kind)) });

export const chooseMail = (ctx: Context, { mail, mailAtOnce }: MailInput): Promise<Result<null>> =>
  choose(ctx, { mail, mailAtOnce });

type Choice = Partial<Pick<typeof noticeChoices.$inferInsert, 'muted' | 'mail' | 'mailAtOnce'>>;
const choose = (ctx: Context, choice: Choice) =>
  inTransaction(ctx, async (ctx) => {
    const { muted = [], mail = 'off', mailAtOnce = false } = choice;
    // only these columns: the application may not write the others
    await ctx.db.execute(sql`
      insert into notice_choices (person_id, muted, mail, mail_at_once, updated_at)
      values (${ctx.actor.personId}, ${JSON.stringify(muted)}::jsonb, ${mail}, ${mailAtOnce}, ${ctx.now.toISOString()}::timestamptz)
      on conflict (person_id) do nothing`);
    await ctx.db
      .update(noticeChoices)
      .set({ ...choice, updatedAt: ctx.now })
      .where(eq(noticeChoices.personId, ctx.actor.personId));
    return ok(null);
  });
