import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, contactPairs, contacts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inScope } from '~/core/scope.server';
import type { ContactReason, PairState } from '../rules';
import { pairsAPage } from './pairs.server';

// of one type, so that one function reads either side
const side = (name: string) => alias(contacts, name);
const low = side('low');
const high = side('high');

const shown = (side: typeof low) => ({
  id: side.id,
  name: side.name,
  department: side.department,
  title: side.title,
  mobile: side.mobile,
  email: side.email,
  ownerId: side.ownerId,
});

type Side = {
  id: string;
  name: string;
  department: string | null;
  title: string | null;
  mobile: string | null;
  email: string | null;
  ownerId: string;
};
export type ContactPair = {
  id: string;
  reasons: ContactReason[];
  score: number;
  account: { id: string; name: string };
  low: Side;
  high: Side;
};

/** Pairs of contacts the person sees, the likeliest first of each company; those of one account, or of all. */
export async function listContactPairs(ctx: Context, state: PairState, accountId?: string): Promise<ContactPair[]> {
  const keys = await ctx.db.execute<{ tenant_id: number; id: string }>(sql`
    select tenant_id, id from app.contact_pair_keys(${state}, ${accountId ?? null}::uuid, ${pairsAPage + 1})`);
  if (!keys.length) return [];
  const found = [...keys];
  return ctx.db
    .select({
      id: contactPairs.id,
      reasons: contactPairs.reasons,
      score: contactPairs.score,
      account: { id: accounts.id, name: accounts.name },
      low: shown(low),
      high: shown(high),
    })
    .from(contactPairs)
    .innerJoin(low, and(eq(low.tenantId, contactPairs.tenantId), eq(low.id, contactPairs.lowId)))
    .innerJoin(high, and(eq(high.tenantId, contactPairs.tenantId), eq(high.id, contactPairs.highId)))
    .innerJoin(accounts, and(eq(accounts.tenantId, low.tenantId), eq(accounts.id, low.accountId)))
    .where(
      and(
        inArray(contactPairs.tenantId, [...new Set(found.map((key) => key.tenant_id))]),
        inArray(
          contactPairs.id,
          found.map((key) => key.id),
        ),
        inScope(ctx, low, low.accountId),
        inScope(ctx, high, high.accountId),
      ),
    )
    .orderBy(desc(contactPairs.score), asc(contactPairs.id))
    .limit(pairsAPage + 1);
}
