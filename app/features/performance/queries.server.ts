import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { people, roleGrants, units } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ledUnits } from './reach.server';
import { type Measures, quarters, span } from './rules';

/** Whose pages this person sees besides the own: account managers of the units they lead. */
export async function listTeam(ctx: Context) {
  if (!can(ctx.actor, 'performance.team')) return [];
  return ctx.db
    .select({ id: people.id, name: people.name, unit: units.name })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .where(
      and(
        ledUnits(ctx),
        or(isNull(people.leftOn), sql`${people.leftOn} >= ${today(ctx.now)}`),
        sql`exists (select from ${roleGrants} g where g.person_id = ${people.id} and g.role = 'account_manager')`,
      ),
    )
    .orderBy(asc(units.name), asc(people.pinyin), asc(people.id))
    .limit(200);
}

/** The person, when it is oneself or an account manager one leads. */
export async function getPerformer(ctx: Context, personId: string) {
  requirePermission(ctx.actor, 'performance.read');
  if (!isId(personId)) throw notFound();
  const isMine = personId === ctx.actor.personId;
  if (!isMine && !can(ctx.actor, 'performance.team')) throw notFound();
  const [person] = await ctx.db
    .select({ id: people.id, name: people.name, unit: units.name })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .where(and(eq(people.id, personId), isMine ? undefined : ledUnits(ctx)));
  const [sells] = await ctx.db
    .select({ role: roleGrants.role })
    .from(roleGrants)
    .where(
      and(
        eq(roleGrants.personId, personId),
        inArray(roleGrants.role, ['account_manager', 'team_lead', 'sales_director']),
      ),
    )
    .limit(1);
  // who is outside the sales force has no such page
  if (!person || !sells) throw notFound();
  return { ...person, isMine };
}

type Row = Record<string, number | string | null>;

/** What somebody has done in the last days and in those before, each measure as plain numbers. */
export async function measuresOf(ctx: Context, personId: string): Promise<Measures> {
  const day = today(ctx.now);
  const [since, before] = [addDays(day, -span), addDays(day, -2 * span)];
  const at = (on: string) => sql`${fromLocal(on).toISOString()}::timestamptz`;
  const me = sql`${personId}::uuid`;
  /** Counted now and before, by the column that says when. */
  const twice = (what: ReturnType<typeof sql>, when: ReturnType<typeof sql>, [a, b]: [typeof what, typeof what]) =>
    sql`${what} filter (where ${when} >= ${a}) as now, ${what} filter (where ${when} >= ${b} and ${when} < ${a}) as was`;
  const instants: [typeof me, typeof me] = [at(since), at(before)];
  const days: [typeof me, typeof me] = [sql`${since}::date`, sql`${before}::date`];
  const n = sql`count(*)`;
  const [won, signed, covered, kept, promised, rated, ratings, accepted, offered] = await Promise.all(
    [
      sql`select ${twice(n, sql`stage_entered_at`, instants)} from opportunities where owner_id = ${me} and stage_type = 'won'
        and deleted_at is null and stage_entered_at >= ${instants[1]}`,
      sql`select ${twice(sql`sum(total_fen)`, sql`signed_on`, days)} from contracts where owner_id = ${me} and signed_on >= ${days[1]}`,
      sql`select count(distinct v.account_id) filter (where v.started_at >= ${instants[0]}) as now,
        count(distinct v.account_id) filter (where v.started_at < ${instants[0]}) as was,
        (select count(*) from accounts a where a.owner_id = ${me} and a.deleted_at is null) as whole
        from visits v join accounts a on a.tenant_id = v.tenant_id and a.id = v.account_id and a.owner_id = ${me} and a.deleted_at is null
        where v.owner_id = ${me} and v.status = 'completed' and v.deleted_at is null and v.started_at >= ${instants[1]}`,
      sql`select ${twice(n, sql`due_on`, days)} from commitments where owner_id = ${me} and side = 'ours' and deleted_at is null
        and state = 'kept' and settled_on <= due_on and due_on >= ${days[1]}`,
      sql`select ${twice(n, sql`due_on`, days)} from commitments where owner_id = ${me} and side = 'ours' and deleted_at is null
        and due_on >= ${days[1]} and (due_on < ${day}::date or state = 'kept')`,
      sql`select ${twice(sql`sum(confirmed_rating)`, sql`confirmed_at`, instants)} from visits where owner_id = ${me}
        and confirmed_rating is not null and deleted_at is null and confirmed_at >= ${instants[1]}`,
      sql`select ${twice(n, sql`confirmed_at`, instants)} from visits where owner_id = ${me}
        and confirmed_rating is not null and deleted_at is null and confirmed_at >= ${instants[1]}`,
      sql`select ${twice(n, sql`accepted_at`, instants)} from leads where holder_id = ${me} and accepted_at >= ${instants[1]}
        and (due_at is null or accepted_at <= due_at)`,
      sql`select ${twice(n, sql`accepted_at`, instants)} from leads where holder_id = ${me} and accepted_at >= ${instants[1]}`,
    ].map(async (query) => (await ctx.db.execute<Row>(query))[0] ?? {}),
  );
  const number = (row: Row | undefined, key: string) => Number(row?.[key] ?? 0);
  const alone = (row: Row | undefined) => ({ value: number(row, 'now'), of: null, before: number(row, 'was'), beforeOf: null }); // biome-ignore format: one line
  const part = (row: Row | undefined, whole: Row | undefined) => ({
    ...{ value: number(row, 'now'), of: number(whole, 'now') },
    ...{ before: number(row, 'was'), beforeOf: number(whole, 'was') },
  });
  return {
    won: alone(won),
    signed: alone(signed),
    covered: {
      ...{ value: number(covered, 'now'), of: number(covered, 'whole') },
      ...{ before: number(covered, 'was'), beforeOf: number(covered, 'whole') },
    },
    kept: part(kept, promised),
    rated: part(rated, ratings),
    accepted: part(accepted, offered),
  };
}

/** What was signed in each of the last quarters: one's own growth. */
export async function growthOf(ctx: Context, personId: string) {
  const rows = await ctx.db.execute<{ quarter: string; fen: number; n: number }>(sql`
    select q.quarter::date::text as quarter, coalesce(sum(c.total_fen), 0)::bigint as fen, count(c.id)::int as n
    from generate_series(date_trunc('quarter', ${today(ctx.now)}::date) - make_interval(months => ${3 * (quarters - 1)}), date_trunc('quarter', ${today(ctx.now)}::date), interval '3 months') q(quarter)
    left join contracts c on c.owner_id = ${personId}::uuid and c.signed_on >= q.quarter::date and c.signed_on < (q.quarter + interval '3 months')::date
    group by 1 order by 1`);
  return [...rows].map((row) => ({ quarter: row.quarter, fen: Number(row.fen), n: Number(row.n) }));
}

/** Good words of customers about visits, the latest first: thanks, and nothing else. */
export async function thanksFor(ctx: Context, personId: string) {
  const rows = await ctx.db.execute<{
    id: string;
    account: string;
    at: string;
    rating: number;
    words: string | null;
  }>(sql`
    select v.id, a.name as account, v.confirmed_at::text as at, v.confirmed_rating as rating, v.confirmed_comment as words
    from visits v join accounts a on a.tenant_id = v.tenant_id and a.id = v.account_id
    where v.owner_id = ${personId}::uuid and v.confirmed_rating >= 4 and v.deleted_at is null
      and v.confirmed_at >= ${fromLocal(addDays(today(ctx.now), -365)).toISOString()}::timestamptz
    order by v.confirmed_at desc limit 8`);
  return [...rows].map((row) => ({ ...row, at: new Date(row.at), rating: Number(row.rating) }));
}
