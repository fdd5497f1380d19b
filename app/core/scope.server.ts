import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from './context.server';
import { today } from './dates';

export type Scoped = PgTable & { tenantId: PgColumn; id: PgColumn; unitId: PgColumn; ownerId: PgColumn };

/** Numbers as a literal array, so that the planner knows how many there are. */
const ints = (list: number[]) => sql.raw(`'{${list.map((n) => Math.trunc(n)).join(',')}}'::integer[]`);

/** Accounts the person is on the team of today. */
const sharedAccounts = ({ actor, now }: Context) =>
  sql`select account_id from assignments where owner_id = ${actor.personId} and during @> ${today(now)}::date`;

/**
 * Which rows exist for this person: their own, those of the tenants and units they lead, and those of accounts they
 * are on the team of. `account` is the column naming the account (the id, on accounts themselves); null where there is none.
 */
export function inScope(ctx: Context, table: Omit<Scoped, 'id'>, account: PgColumn | null): SQL {
  const { actor } = ctx;
  const ways = [sql`${table.ownerId} = ${actor.personId}`];
  if (actor.visibleTenants.length) ways.push(sql`${table.tenantId} = any(${ints(actor.visibleTenants)})`);
  if (actor.visibleUnits.length) ways.push(sql`${table.unitId} = any(${ints(actor.visibleUnits)})`);
  if (account) ways.push(sql`${account} in (${sharedAccounts(ctx)})`);
  return sql`(${sql.join(ways, sql` or `)})`;
}

/** Part of the scope a list is narrowed to. */
export type Narrowing = { ownerId?: string; unitIds?: number[] };

/**
 * The keys of the first `limit` rows of a list, in order: one ordered index scan per way a row can be in scope,
 * merged. A single OR of the ways would make PostgreSQL fetch and sort everything the person may see.
 * `order` names the table's columns by `t.`, e.g. sql`t.updated_at desc, t.id`; `sort` is its leading expression.
 */
export function scopedKeys(
  ctx: Context,
  table: Scoped,
  list: {
    where: SQL;
    sort: SQL;
    order: SQL;
    limit: number;
    account: PgColumn | null;
    narrow?: Narrowing;
    /** Where `othersOnMyAccounts` has been worked out already, for a statement that walks several lists. */
    others?: SQL;
  },
): SQL {
  const { actor } = ctx;
  const { narrow = {} } = list;
  const branch = (on: SQL) =>
    sql`(select t.tenant_id, t.id, ${list.sort} as sort_key from ${table} t where ${on} and ${list.where} order by ${list.order} limit ${sql.raw(String(Math.trunc(list.limit)))})`;
  const each = (values: number[], column: 'tenant_id' | 'unit_id') =>
    sql`(select b.* from unnest(${ints(values)}) as way(v) cross join lateral ${branch(sql`t.${sql.raw(column)} = way.v`)} b)`;

  const branches: SQL[] = [];
  if (narrow.ownerId) {
    const wall = ownedByInScope(ctx, list.account);
    branches.push(
      branch(sql`t.owner_id = ${narrow.ownerId} and ${narrow.ownerId === actor.personId ? sql`true` : wall}`),
    );
  } else if (narrow.unitIds) {
    const seen = narrow.unitIds;
    branches.push(each(seen, 'unit_id'));
  } else {
    if (actor.visibleTenants.length) branches.push(each(actor.visibleTenants, 'tenant_id'));
    if (actor.visibleUnits.length) branches.push(each(actor.visibleUnits, 'unit_id'));
    if (!actor.visibleTenants.includes(actor.tenantId)) {
      branches.push(branch(sql`t.owner_id = ${actor.personId}`));
      // own rows are in the branch above
      if (list.account)
        branches.push(
          sql`(select t.tenant_id, t.id, ${list.sort} as sort_key from ${
            list.others
              ? sql`${list.others} t where ${list.where}`
              : sql`${othersOnMyAccounts(ctx, table, list.account, list.where)} t`
          } order by ${list.order} limit ${sql.raw(String(Math.trunc(list.limit)))})`,
        );
    }
  }
  return branches.length === 1 ? branches[0]! : sql`(${sql.join(branches, sql` union `)})`;
}

/**
 * Rows of other people on accounts the person is on the team of, as a table expression. By the whole key, or each account
 * would walk all tenants; as two ranges of the owner, because an index answers those and not a `<>`: of two hundred
 * accounts with a thousand own rows none of the own rows is fetched.
 */
export function othersOnMyAccounts({ actor, now }: Context, table: Scoped, account: PgColumn, where: SQL): SQL {
  const rows = (than: SQL) => sql`select t.* from ${table} t
    where t.tenant_id = served.tenant_id and t.${sql.identifier(columnName(account))} = served.account_id
      and t.owner_id ${than} ${actor.personId}::uuid and ${where}`;
  return sql`(select t.* from (
    select distinct tenant_id, account_id from assignments
    where owner_id = ${actor.personId} and during @> ${today(now)}::date) served
    cross join lateral (${rows(sql`<`)} union all ${rows(sql`>`)}) t)`;
}

const columnName = (column: PgColumn) => (column.name === 'id' ? 'id' : 'account_id');

function ownedByInScope(ctx: Context, account: PgColumn | null): SQL {
  const { actor } = ctx;
  const ways = [sql`t.owner_id = ${actor.personId}`];
  if (actor.visibleTenants.length) ways.push(sql`t.tenant_id = any(${ints(actor.visibleTenants)})`);
  if (actor.visibleUnits.length) ways.push(sql`t.unit_id = any(${ints(actor.visibleUnits)})`);
  if (account) ways.push(sql`t.${sql.identifier(columnName(account))} in (${sharedAccounts(ctx)})`);
  return sql`(${sql.join(ways, sql` or `)})`;
}

/**
 * The tenants in which a row of this person's scope can lie. Business keys begin with the tenant: an id alone would
 * walk the whole index.
 */
export function inReach({ actor, now }: Context, tenantId: PgColumn): SQL {
  const known = [...new Set([actor.tenantId, ...actor.visibleTenants])];
  const units = actor.visibleUnits.length
    ? sql` union select tenant_id from units where id = any(${ints(actor.visibleUnits)})`
    : sql``;
  return sql`${tenantId} = any(array(select unnest(${ints(known)})${units}
    union select tenant_id from assignments where owner_id = ${actor.personId} and during @> ${today(now)}::date))`;
}
