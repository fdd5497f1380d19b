import { and, desc, eq } from 'drizzle-orm';
import { accounts, visitDrafts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { inScope } from '~/core/scope.server';
import { mostDrafts } from '../rules';

const ofAccount = (ctx: Context) =>
  and(
    eq(accounts.tenantId, visitDrafts.tenantId),
    eq(accounts.id, visitDrafts.accountId),
    inScope(ctx, accounts, accounts.id),
  );

/** What assistants wrote down for the person to confirm, the latest first. */
export const listDrafts = (ctx: Context) =>
  ctx.db
    .select({
      id: visitDrafts.id,
      startsAt: visitDrafts.startsAt,
      note: visitDrafts.draft,
      accountName: accounts.name,
    })
    .from(visitDrafts)
    .innerJoin(accounts, ofAccount(ctx))
    .where(eq(visitDrafts.personId, ctx.actor.personId))
    .orderBy(desc(visitDrafts.createdAt))
    .limit(mostDrafts)
    .then((rows) => rows.map(({ note, ...row }) => ({ ...row, note: note.note })));

export async function getDraft(ctx: Context, id: string) {
  const [row] = isId(id)
    ? await ctx.db
        .select({
          id: visitDrafts.id,
          accountId: visitDrafts.accountId,
          startsAt: visitDrafts.startsAt,
          draft: visitDrafts.draft,
        })
        .from(visitDrafts)
        .innerJoin(accounts, ofAccount(ctx))
        .where(and(eq(visitDrafts.id, id), eq(visitDrafts.personId, ctx.actor.personId)))
    : [];
  if (!row) throw notFound();
  return row;
}
