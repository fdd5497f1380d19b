import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { accounts, commitments, leads, opportunities, visits } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { inReach, inScope } from '~/core/scope.server';
import type { CustomValues } from '../custom-fields/rules';
import { leadsInScope } from '../leads/queries/lead.server';
import type { RuleSubject } from './rules';

/** A record as rules look at it, whatever it is. */
export type RuleRecord = {
  subject: RuleSubject;
  tenantId: number;
  id: string;
  version: number;
  title: string;
  ownerId: string | null;
  accountId: string | null;
  /** Still to be done, so that a rule of the clock is about it. */
  isOpen: boolean;
  units: string[];
  grade: string | null;
  industry: string | null;
  lines: string[];
  numbers: Record<string, number | null>;
  custom: CustomValues;
};

const none = sql`null`;
const ofDeal = (
  deal: PgColumn,
  tenant: PgColumn,
) => sql`(select o.line from opportunities d join offerings o on o.id = d.offering_id
  where d.tenant_id = ${tenant} and d.id = ${deal})`;
const inWalls =
  (table: typeof accounts | typeof opportunities | typeof visits | typeof commitments, account: PgColumn) =>
  (ctx: Context) =>
    and(isNull(table.deletedAt), inReach(ctx, table.tenantId), inScope(ctx, table, account))!;

type Source = {
  table: typeof accounts | typeof opportunities | typeof visits | typeof commitments | typeof leads;
  here(ctx: Context): SQL;
  title: PgColumn;
  owner: PgColumn;
  account: PgColumn | SQL;
  isOpen: SQL;
  line: SQL | PgColumn;
  /** Its own, where it is not the customer's. */
  industry?: PgColumn;
  numbers?: PgColumn[];
  custom?: PgColumn;
};

const sources: Record<RuleSubject, Source> = {
  opportunity: {
    table: opportunities,
    here: inWalls(opportunities, opportunities.accountId),
    title: opportunities.title,
    owner: opportunities.ownerId,
    account: opportunities.accountId,
    isOpen: sql`${opportunities.stageType} = 'open'`,
    line: sql`(select o.line from offerings o where o.id = ${opportunities.offeringId})`,
    custom: opportunities.custom,
  },
  account: {
    table: accounts,
    here: inWalls(accounts, accounts.id),
    title: accounts.name,
    owner: accounts.ownerId,
    account: accounts.id,
    isOpen: sql`true`,
    line: sql`(select string_agg(distinct o.line, ',') from opportunities d join offerings o on o.id = d.offering_id
      where d.tenant_id = ${accounts.tenantId} and d.account_id = ${accounts.id} and d.stage_type = 'won' and d.deleted_at is null)`,
    numbers: [accounts.monthlyRevenueFen, accounts.annualRevenueFen, accounts.headcount],
    custom: accounts.custom,
  },
  visit: {
    table: visits,
    here: inWalls(visits, visits.accountId),
    title: visits.purpose,
    owner: visits.ownerId,
    account: visits.accountId,
    isOpen: sql`${visits.status} = 'planned'`,
    line: ofDeal(visits.opportunityId, visits.tenantId),
    numbers: [visits.satisfaction, visits.confirmedRating],
    custom: visits.custom,
  },
  lead: {
    table: leads,
    here: (ctx) => and(inReach(ctx, leads.tenantId), leadsInScope(ctx))!,
    title: leads.company,
    owner: leads.holderId,
    account: sql`coalesce(${leads.accountId}, ${leads.knownAccountId})`,
    isOpen: sql`${leads.state} in ('new', 'pool', 'offered')`,
    line: leads.line,
    industry: leads.industry,
  },
  commitment: {
    table: commitments,
    here: inWalls(commitments, commitments.accountId),
    title: commitments.text,
    owner: commitments.ownerId,
    account: commitments.accountId,
    isOpen: sql`${commitments.state} = 'open'`,
    line: ofDeal(commitments.opportunityId, commitments.tenantId),
  },
};

export const recordTable = (subject: RuleSubject) => sources[subject].table;
/** Those of a company that whom a rule acts for sees, and, of the clock, that wait still. */
export const recordsHere = (ctx: Context, subject: RuleSubject, tenantId: number) =>
  and(eq(sources[subject].table.tenantId, tenantId), sources[subject].here(ctx));
export const isOpenRecord = (subject: RuleSubject) => sources[subject].isOpen;

type Row = {
  id: string;
  version: number;
  title: string;
  owner_id: string | null;
  account_id: string | null;
  is_open: boolean;
  units: string | null;
  grade: string | null;
  industry: string | null;
  lines: string | null;
  numbers: string | null;
  custom: string | null;
};

export async function readRecords(
  ctx: Context,
  subject: RuleSubject,
  tenantId: number,
  ids: string[],
): Promise<RuleRecord[]> {
  if (!ids.length) return [];
  const { table, title, owner, account, isOpen, line, industry, numbers = [], custom } = sources[subject];
  const rows = await ctx.db.execute<Row>(sql`
    select ${table.id} as id, ${table.version} as version, ${title} as title, ${owner} as owner_id, ${account} as account_id,
      ${isOpen} as is_open, a.grade, coalesce(${industry ?? none}, a.industry) as industry, ${line} as lines,
      (select string_agg(u.ancestor_id::text, ',') from unit_tree u where u.descendant_id = ${table.unitId}) as units,
      json_build_array(${sql.join(numbers.length ? numbers.map((column) => sql`${column}`) : [none], sql`, `)})::text as numbers,
      ${custom ? sql`${custom}::text` : none} as custom
    from ${table} left join accounts a on a.tenant_id = ${table.tenantId} and a.id = ${account}
    where ${recordsHere(ctx, subject, tenantId)} and ${table.id} = any(${`{${ids}}`}::uuid[])`);
  return [...rows].map((row) => {
    const values = JSON.parse(row.numbers ?? '[]') as (number | null)[];
    return {
      ...{ subject, tenantId, id: row.id, version: row.version, title: row.title },
      ...{ ownerId: row.owner_id, accountId: row.account_id, isOpen: row.is_open },
      ...{ grade: row.grade, industry: row.industry, units: row.units?.split(',') ?? [] },
      lines: row.lines?.split(',') ?? [],
      numbers: Object.fromEntries(numbers.map(({ name }, n) => [name, values[n] ?? null])),
      custom: row.custom ? (JSON.parse(row.custom) as CustomValues) : {},
    };
  });
}

/** A record for a rule to act on: nobody else changes it meanwhile. */
export async function lockRecord(
  ctx: Context,
  subject: RuleSubject,
  tenantId: number,
  id: string,
): Promise<RuleRecord | null> {
  const table = recordTable(subject);
  await ctx.db.execute(
    sql`select 1 from ${table} where ${recordsHere(ctx, subject, tenantId)} and ${table.id} = ${id}::uuid for update`,
  );
  return (await readRecords(ctx, subject, tenantId, [id]))[0] ?? null;
}
