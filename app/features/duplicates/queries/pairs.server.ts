import { and, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accountPairs, accounts, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach, inScope } from '~/core/scope.server';
import { spelled } from '~/core/spelled.server';
import type { DuplicateReason, PairState } from '../rules';

// of one type, so that one function reads either side
const side = (name: string) => alias(accounts, name);
const low = side('low');
const high = side('high');
const person = (name: string) => alias(people, name);
const lowOwner = person('low_owner');
const highOwner = person('high_owner');

const shown = (side: typeof low, owner: typeof lowOwner) => ({
  id: side.id,
  name: side.name,
  creditCode: side.creditCode,
  phone: side.phone,
  address: side.address,
  grade: side.grade,
  ownerId: side.ownerId,
  ownerName: owner.name,
});

type Side = {
  id: string;
  name: string;
  creditCode: string | null;
  phone: string | null;
  address: string | null;
  grade: string;
  ownerId: string;
  ownerName: string | null;
};
export type Pair = { id: string; reasons: DuplicateReason[]; score: number; low: Side; high: Side };

export const pairsAPage = 50;

/** Pairs of which the person sees both, the likeliest first. */
export function listPairs(ctx: Context, state: PairState, accountId?: string): Promise<Pair[]> {
  const { actor } = ctx;
  const seesATenant = actor.visibleTenants.length > 0;
  const near: SQL | undefined = accountId
    ? or(eq(accountPairs.lowId, accountId), eq(accountPairs.highId, accountId))
    : undefined;
  return ctx.db
    .select({
      id: accountPairs.id,
      reasons: accountPairs.reasons,
      score: accountPairs.score,
      low: shown(low, lowOwner),
      high: shown(high, highOwner),
    })
    .from(accountPairs)
    .innerJoin(low, and(eq(low.tenantId, accountPairs.tenantId), eq(low.id, accountPairs.lowId)))
    .innerJoin(high, and(eq(high.tenantId, accountPairs.tenantId), eq(high.id, accountPairs.highId)))
    .leftJoin(lowOwner, eq(lowOwner.id, low.ownerId))
    .leftJoin(highOwner, eq(highOwner.id, high.ownerId))
    .where(
      and(
        sql`${accountPairs.state} = ${spelled(state)}`,
        seesATenant ? inArray(accountPairs.tenantId, actor.visibleTenants) : inReach(ctx, accountPairs.tenantId),
        isNull(low.deletedAt),
        isNull(high.deletedAt),
        inScope(ctx, low, low.id),
        inScope(ctx, high, high.id),
        near,
      ),
    )
    .orderBy(desc(accountPairs.score), sql`${accountPairs.id}`)
    .limit(pairsAPage + 1);
}
