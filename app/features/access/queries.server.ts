import { and, count, eq, isNull, sql } from 'drizzle-orm';
import { passkeys, recoveryCodes, secondFactors, signInPolicies, ssoIdentities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import type { Role } from '~/features/people/rules';

/** The own second factor as it is kept; `confirmedAt` is null while it is being set up. */
export async function findOwnFactor(ctx: Context) {
  const rows = await ctx.db.execute<{ sealed: string; confirmed_at: string | null; last_step: number }>(
    sql`select * from app.own_second_factor()`,
  );
  const [row] = rows;
  return row
    ? {
        sealed: row.sealed,
        confirmedAt: row.confirmed_at && new Date(row.confirmed_at),
        lastStep: Number(row.last_step),
      }
    : null;
}

/** Since when a person has a second factor, how many recovery codes are left, and what else lets them in. */
export async function factorOf(ctx: Context, personId: string) {
  const [[factor], [codes], [keys], [links]] = await Promise.all([
    ctx.db
      .select({ confirmedAt: secondFactors.confirmedAt })
      .from(secondFactors)
      .where(eq(secondFactors.personId, personId)),
    ctx.db
      .select({ left: count() })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt))),
    ctx.db.select({ n: count() }).from(passkeys).where(eq(passkeys.personId, personId)),
    ctx.db.select({ n: count() }).from(ssoIdentities).where(eq(ssoIdentities.personId, personId)),
  ]);
  return {
    since: factor?.confirmedAt?.toISOString() ?? null,
    codesLeft: codes?.left ?? 0,
    passkeys: keys?.n ?? 0,
    isLinked: (links?.n ?? 0) > 0,
  };
}

/** What the company demands; version 0 while nothing was ever said. */
export async function policyOf(ctx: Context, tenantId: number): Promise<{ requiredRoles: Role[]; version: number }> {
  const [row] = await ctx.db
    .select({ requiredRoles: signInPolicies.requiredRoles, version: signInPolicies.version })
    .from(signInPolicies)
    .where(eq(signInPolicies.tenantId, tenantId));
  return row ?? { requiredRoles: [], version: 0 };
}
