import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { type Refused, refused } from '~/core/result';
import { inScope } from '~/core/scope.server';

/**
 * The answer when the database has found the code used: a link if the person sees that account, otherwise the same
 * words whoever has it.
 */
export async function codeTaken(
  ctx: Context,
  account: { id: string; tenantId: number },
  code: string | null,
): Promise<Refused> {
  const [seen] = code
    ? await ctx.db
        .select({ id: accounts.id, name: accounts.name })
        .from(accounts)
        .where(
          and(
            eq(accounts.tenantId, account.tenantId),
            eq(accounts.creditCode, code),
            ne(accounts.id, account.id),
            isNull(accounts.deletedAt),
            inScope(ctx, accounts, accounts.id),
          ),
        )
    : [];
  return seen
    ? refused('invalid', { fields: { creditCode: 'account.credit_taken' }, details: { taken: seen } })
    : refused('invalid', { fields: { creditCode: 'account.needs_check' } });
}

/** Gives the account the code unless another one has it. */
export async function takeCreditCode(ctx: Context, account: { id: string; tenantId: number }, code: string) {
  const rows = await ctx.db.execute<{ taken: boolean }>(
    sql`select app.take_credit_code(${account.tenantId}, ${account.id}, ${code}) as taken`,
  );
  return [...rows][0]?.taken === true;
}
