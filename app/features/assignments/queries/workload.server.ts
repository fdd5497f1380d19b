import { type SQL, sql } from 'drizzle-orm';
import { accounts } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { addDays, fromLocal, today } from '~/core/dates';
import { readCursor, writeCursor } from '~/core/paging';
import { inScope } from '~/core/scope.server';

export type Workload = {
  id: string;
  name: string;
  title: string | null;
  unitName: string | null;
  leftOn: string | null;
  grades: { A: number; B: number; C: number; D: number };
  accounts: number;
  openCount: number;
  openFen: number;
  weightedFen: number;
  visitsAhead: number;
  visitsDone: number;
  overdueCommitments: number;
};

const perPage = 40;
const list = (ids: number[]) => `{${ids}}`;

/** People of what the person leads, narrowed to a unit and those below. */
function peopleLed(ctx: Context, unitId: number | null): SQL {
  const { visibleTenants, visibleUnits } = ctx.actor;
  const led = sql`(p.tenant_id = any(${list(visibleTenants)}::integer[]) or p.unit_id = any(${list(visibleUnits)}::integer[]))`;
  const below = sql` and p.unit_id in (select descendant_id from unit_tree where ancestor_id = ${unitId})`;
  return unitId ? sql`${led}${below}` : led;
}

const sells = sql`exists (select 1 from role_grants g where g.person_id = p.id and g.role in ('account_manager', 'team_lead'))`;
const ownsAccounts = sql`exists (select 1 from accounts x where x.owner_id = p.id and x.deleted_at is null)`;

/** What each account manager carries, by name; a page of people costs one statement over their own rows only. */
export async function listWorkload(ctx: Context, unitId: number | null, after: string | null) {
  const cursor = readCursor(after);
  const past = cursor ? sql`and (p.pinyin, p.id) > (${String(cursor.value)}, ${cursor.id}::uuid)` : sql``;
  const atWork = sql`(p.left_on is null or p.left_on >= ${today(ctx.now)}::date)`;
  const rows = await figuresOf(
    ctx,
    sql`
    select p.id, p.name, p.pinyin, p.title, p.left_on, p.unit_id from people p
    where ${peopleLed(ctx, unitId)} and ${atWork} and (${sells} or ${ownsAccounts}) ${past}
    order by p.pinyin, p.id limit ${perPage + 1}`,
  );
  const page = rows.slice(0, perPage);
  const last = page.at(-1);
  return {
    rows: page.map(({ pinyin: _, ...row }): Workload => row),
    after: rows.length > perPage && last ? writeCursor({ value: last.pinyin, id: last.id }) : null,
  };
}

/** People who have left and still answer for accounts. */
export async function listLeavers(ctx: Context, unitId: number | null): Promise<Workload[]> {
  return figuresOf(
    ctx,
    sql`
    select p.id, p.name, p.pinyin, p.title, p.left_on, p.unit_id from people p
    where ${peopleLed(ctx, unitId)} and p.left_on < ${today(ctx.now)}::date and ${ownsAccounts}
    order by p.left_on, p.id limit 20`,
  );
}

/** With the company's name for whom sees several. */
const unitName = ({ actor }: Context) =>
  actor.visibleTenants.length > 1 ? sql`concat_ws(' ', n.name, u.name)` : sql`u.name`;

async function figuresOf(ctx: Context, whom: SQL): Promise<(Workload & { pinyin: string })[]> {
  const day = today(ctx.now);
  const from = (n: number) => sql`${fromLocal(addDays(day, n)).toISOString()}::timestamptz`;
  const seen = sql`(select * from accounts where ${inScope(ctx, accounts, accounts.id)})`;
  const rows = await ctx.db.execute<Record<string, string | number | null>>(sql`
    with whom as materialized (${whom})
    select w.*, ${unitName(ctx)} as unit_name, a.*, o.*, v.*, c.* from whom w left join units u on u.id = w.unit_id left join tenants n on n.id = u.tenant_id
    left join lateral (select count(*) filter (where grade = 'A')::int as a, count(*) filter (where grade = 'B')::int as b,
      count(*) filter (where grade = 'C')::int as c, count(*) filter (where grade = 'D')::int as d
      from ${seen} x where x.owner_id = w.id and x.deleted_at is null) a on true
    left join lateral (select sum(t.count)::int as open_count, sum(t.total_fen)::bigint as open_fen, sum(t.weighted_fen)::bigint as weighted_fen
      from opportunity_totals t join stages s on s.id = t.stage_id where t.owner_id = w.id and s.type in ('open', 'on_hold')) o on true
    left join lateral (select count(*) filter (where x.status = 'planned' and x.planned_at >= ${from(0)})::int as visits_ahead,
      count(*) filter (where x.status = 'completed')::int as visits_done
      from visits x where x.owner_id = w.id and x.deleted_at is null and x.planned_at >= ${from(-30)} and x.planned_at < ${from(8)}) v on true
    left join lateral (select count(*)::int as overdue from commitments x
      where x.owner_id = w.id and x.deleted_at is null and x.state = 'open' and x.due_on < ${day}::date) c on true
    order by w.pinyin, w.id`);
  return [...rows].map((row) => {
    const n = (name: string) => Number(row[name] ?? 0);
    const grades = { A: n('a'), B: n('b'), C: n('c'), D: n('d') };
    return {
      id: String(row.id),
      name: String(row.name),
      pinyin: String(row.pinyin),
      title: row.title as string | null,
      unitName: row.unit_name as string | null,
      leftOn: row.left_on as string | null,
      grades,
      accounts: grades.A + grades.B + grades.C + grades.D,
      openCount: n('open_count'),
      openFen: n('open_fen'),
      weightedFen: n('weighted_fen'),
      visitsAhead: n('visits_ahead'),
      visitsDone: n('visits_done'),
      overdueCommitments: n('overdue'),
    };
  });
}

/** The accounts of one person that are in scope, for choosing which go to somebody else. */
export async function listAccountsOf(ctx: Context, personId: string, limit = 500) {
  const rows = await ctx.db.execute<Record<string, string | number | null>>(sql`
    select x.id, x.tenant_id, x.name, x.grade, x.owner_id, o.name as owner_name from (select * from accounts where ${inScope(ctx, accounts, accounts.id)}) x
    left join people o on o.id = x.owner_id where x.owner_id = ${personId} and x.deleted_at is null
    order by x.pinyin, x.id limit ${limit}`);
  return [...rows].map((row) => ({
    id: String(row.id),
    tenantId: Number(row.tenant_id),
    name: String(row.name),
    grade: String(row.grade),
    ownerId: String(row.owner_id),
    ownerName: row.owner_name as string | null,
  }));
}
