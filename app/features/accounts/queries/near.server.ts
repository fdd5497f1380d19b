import { sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { checkCreditCode, normaliseCreditCode } from '~/core/credit-code';
import { searchText } from '~/core/pinyin.server';
import { inReach, inScope } from '~/core/scope.server';
import { escapeLike } from '~/core/search-terms';
import { nameCore } from '../name-core';
import { textArray } from '../queries.server';

export type NearAccount = { id: string; name: string; creditCode: string | null; ownerName: string | null };

const most = 3;

/** Accounts the person sees that may be the one about to be made: the same credit code, or a name that sounds alike but for its legal form. */
export async function listNearAccounts(
  ctx: Context,
  { name, creditCode, except }: { name: string; creditCode: string; except?: string },
): Promise<NearAccount[]> {
  const core = nameCore(name);
  const reading = core ? searchText({ name: core }).pinyin : '';
  const code = normaliseCreditCode(creditCode);
  const coded = checkCreditCode(code) === 'ok';
  if (!reading && !coded) return [];
  const pattern = `% ${escapeLike(reading)}%`;
  const alike = sql`select id from app.search('{account}'::text[], ${textArray([pattern])}::text[], ${`${escapeLike(name.trim().toLowerCase())}%`}, 30)`;
  const rows = await ctx.db.execute<{ id: string; name: string; credit_code: string | null; owner: string | null }>(sql`
    select accounts.id, accounts.name, accounts.credit_code, p.name as owner from (
      select id from accounts where ${coded} and credit_code = ${code} and ${inReach(ctx, accounts.tenantId)} and deleted_at is null
      ${reading ? sql`union ${alike}` : sql``}
    ) k
    join accounts on accounts.id = k.id left join people p on p.id = accounts.owner_id
    where accounts.deleted_at is null and accounts.id is distinct from ${except ?? null}::uuid
      and ${inReach(ctx, accounts.tenantId)} and ${inScope(ctx, accounts, accounts.id)}
    order by (${coded} and accounts.credit_code is not distinct from ${code}) desc,
      abs(length(accounts.name) - ${name.trim().length}), accounts.name limit ${most}`);
  return [...rows].map(({ credit_code, owner, ...row }) => ({ ...row, creditCode: credit_code, ownerName: owner }));
}
