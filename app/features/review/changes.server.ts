import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { addMonths, fromLocal, startOf } from '~/core/dates';
import { ofCompanies, ofPerson, ofUnits, parts, type Reach, together } from './reach.server';
import type { ChangeGroup, ChangeSums } from './rules';

/** Kept sums of changes since a day: the days of its month one by one, then whole months. */
export function changesSince(since: string, part: 'company' | 'seller', where: SQL) {
  const next = addMonths(startOf(since, 'month'), 1);
  return sql`(
    select t.* from opportunity_change_sums t
    where ${where} and t.part = ${`${part}_day`} and t.starts_on >= ${since}::date and t.starts_on < ${next}::date
    union all
    select t.* from opportunity_change_sums t
    where ${where} and t.part = ${`${part}_month`} and t.starts_on >= ${next}::date)`;
}

const isUnsaid = sql.raw(`t.kind <> 'amount' and t.to_total_fen is null and t.from_total_fen is null`);
/** Of a change that does not say what the deal was worth: what the one before it said, else what the deal is worth now. */
const lookedUp = sql.raw(`coalesce(
  (select h.to_total_fen from opportunity_changes h where h.tenant_id = t.tenant_id and h.opportunity_id = t.opportunity_id
    and h.at <= t.at and h.to_total_fen is not null order by h.at desc limit 1),
  (select o.total_fen from opportunities o where o.tenant_id = t.tenant_id and o.id = t.opportunity_id), 0)`);

/** What happened since a day, counted and summed by group: of companies from kept sums, of units and of one person from the changes. */
export async function sumChanges(
  ctx: Context,
  reach: Reach,
  since: string,
  person: string | null = null,
): Promise<ChangeSums> {
  const [companies, units] = person ? [null, ofPerson(reach, person)] : [ofCompanies(reach), ofUnits(reach)];
  const rows = await ctx.db.execute<{ group: ChangeGroup; count: string; fen: string }>(sql`
    select effect as "group", sum(n) as count, sum(fen) as fen from ${together([
      companies &&
        sql`select t.effect, t.count as n, t.fen from ${changesSince(since, 'company', companies)} t where t.effect <> ''`,
      companies &&
        sql`select t.effect, 0 as n, ${lookedUp} as fen from opportunity_changes t
          where ${companies} and t.at >= ${fromLocal(since).toISOString()} and t.effect is not null and ${isUnsaid}`,
      units &&
        sql`select t.effect, 1 as n, case when ${isUnsaid} then ${lookedUp} when t.kind = 'amount'
            then coalesce(abs(t.to_total_fen - t.from_total_fen), 0) else coalesce(t.to_total_fen, t.from_total_fen) end as fen
          from opportunity_changes t
          where ${units} and t.at >= ${fromLocal(since).toISOString()} and t.effect is not null`,
    ])} s group by effect having sum(n) > 0`);
  return Object.fromEntries(rows.map((row) => [row.group, { count: Number(row.count), fen: Number(row.fen) }]));
}

export type ReviewChange = {
  id: string;
  group: string;
  at: string;
  opportunityId: string;
  title: string;
  accountName: string;
  ownerName: string | null;
  byName: string | null;
  fromStageId: number | null;
  toStageId: number | null;
  fromFen: number | null;
  toFen: number | null;
  fromCloseOn: string | null;
  toCloseOn: string | null;
  totalFen: number;
  note: string | null;
};

/** The latest changes since a day, newest first; `groups` narrows to kinds of change, `person` to one owner's deals. */
export async function listChanges(
  ctx: Context,
  reach: Reach,
  since: string,
  groups: readonly string[],
  person: string | null = null,
  limit = 50,
): Promise<ReviewChange[]> {
  const { column, values } = person ? { column: sql`owner_id`, values: sql`array[${person}]::uuid[]` } : parts(reach);
  // a group at a time, or a rare one would be looked for among all others
  const wanted = groups.length
    ? {
        each: sql`cross join unnest(${`{${groups.join(',')}}`}::text[]) as asked(effect)`,
        is: sql`t.effect = asked.effect`,
      }
    : { each: sql``, is: sql`t.effect is not null` };
  const rows = await ctx.db.execute<Record<string, string | null>>(sql`
    with latest as materialized (
      select c.tenant_id, c.id from unnest(${values}) as part(v) ${wanted.each} cross join lateral (
        select t.tenant_id, t.id, t.at from opportunity_changes t
        where t.${column} = part.v and t.at >= ${fromLocal(since).toISOString()} and ${wanted.is}
          ${person ? sql`and ${ofPerson(reach, person)}` : sql``}
        order by t.at desc limit ${limit}) c
      order by c.at desc limit ${limit})
    select c.id, c.at, c.effect as "group", c.opportunity_id, o.title, a.name as account_name, p.name as owner_name, b.name as by_name,
      c.from_stage_id, c.to_stage_id, c.from_total_fen, c.to_total_fen, c.from_close_on::text, c.to_close_on::text, o.total_fen, c.note
    from latest l join opportunity_changes c on c.tenant_id = l.tenant_id and c.id = l.id
    join opportunities o on o.tenant_id = c.tenant_id and o.id = c.opportunity_id
    join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
    left join people p on p.id = o.owner_id left join people b on b.id = c.by_id
    order by c.at desc`);
  const num = (text: string | null | undefined) => (text === null || text === undefined ? null : Number(text));
  return rows.map((r) => ({
    id: r.id!,
    group: r.group ?? '',
    at: new Date(r.at!).toISOString(),
    opportunityId: r.opportunity_id!,
    title: r.title!,
    accountName: r.account_name!,
    ownerName: r.owner_name ?? null,
    byName: r.by_name ?? null,
    fromStageId: num(r.from_stage_id),
    toStageId: num(r.to_stage_id),
    fromFen: num(r.from_total_fen),
    toFen: num(r.to_total_fen),
    fromCloseOn: r.from_close_on ?? null,
    toCloseOn: r.to_close_on ?? null,
    totalFen: Number(r.total_fen),
    note: r.note ?? null,
  }));
}
