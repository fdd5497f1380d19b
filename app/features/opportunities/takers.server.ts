import { type SQL, sql } from 'drizzle-orm';
import { opportunities } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import { containing } from '~/core/search-terms';

/**
 * Who may have deals of the accounts `a` (tenant_id, id, unit_id, owner_id): who owns, serves or leads the unit of each.
 * Pairs of account_id and person_id, not distinct.
 */
const serving = (ctx: Context, a: SQL) => sql`
  select a.id as account_id, a.owner_id as person_id from ${a} a
  union all select a.id, s.owner_id from ${a} a join assignments s on s.tenant_id = a.tenant_id and s.account_id = a.id
    and s.during @> ${today(ctx.now)}::date
  union all select a.id, g.person_id from ${a} a join unit_tree u on u.descendant_id = a.unit_id
    join role_grants g on g.unit_id = u.ancestor_id and g.role in ('team_lead', 'sales_director')`;
const atWork = (ctx: Context) => sql`(p.left_on is null or p.left_on >= ${today(ctx.now)}::date)`;

/** Whether the person still works here and serves the account: its owner, on its team, or leading its unit. */
export async function mayOwn(
  ctx: Context,
  account: { tenantId: number; id: string; unitId: number },
  personId: string,
) {
  const [found] = await ctx.db.execute(sql`
    with a as (
      select c.*, o.owner_id from (select ${account.tenantId}::integer as tenant_id, ${account.id}::uuid as id, ${account.unitId}::integer as unit_id) c
      left join accounts o on o.tenant_id = c.tenant_id and o.id = c.id)
    select 1 from (${serving(ctx, sql`a`)}) s join people p on p.id = s.person_id
    where p.id = ${personId} and ${atWork(ctx)} limit 1`);
  return Boolean(found);
}

export type Taker = { id: string; name: string; unitName: string | null; accounts: number; of: number };

/** Who may take these opportunities, for a picker: those who may take all of them first, each with how many of their accounts he serves. */
export async function listTakers(ctx: Context, ids: string[], q = ''): Promise<Taker[]> {
  const rows = await ctx.db.execute<{ id: string; name: string; unit: string | null; n: number; total: number }>(sql`
    with a as (
      select distinct ${opportunities.tenantId}, ${opportunities.accountId} as id, ${opportunities.unitId}, a.owner_id
      from ${opportunities} left join accounts a on a.tenant_id = ${opportunities.tenantId} and a.id = ${opportunities.accountId}
      where ${opportunities.id} = any(${`{${ids}}`}::uuid[]) and ${opportunities.deletedAt} is null
        and ${inReach(ctx, opportunities.tenantId)} and ${inScope(ctx, opportunities, opportunities.accountId)}
    )
    select p.id, p.name, u.name as unit, s.n, (select count(*)::int from a) as total
    from (select person_id, count(distinct account_id)::int as n from (${serving(ctx, sql`a`)}) s group by person_id) s
    join people p on p.id = s.person_id left join units u on u.id = p.unit_id
    where ${atWork(ctx)} ${q ? sql`and p.search like ${containing(q)}` : sql``}
    order by s.n desc, p.pinyin, p.id limit 200`);
  return [...rows].map(({ unit, n, total, ...person }) => ({ ...person, unitName: unit, accounts: n, of: total }));
}
