import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  byName,
  dir,
  directorOf,
  expected,
  figures,
  grouped,
  isOpen,
  type Line,
  perManager,
  present,
  type Row,
  read,
  rowsOf,
  sortedEntries,
  sum,
} from '../support/maven-files';

/** The files beside what the database says after the import, each counted by its own means. */
describe.skipIf(!present)('the public B2B pipeline', () => {
  let sql: postgres.Sql;
  let tenantId = 0;
  let deals: Line[];
  let teams: Line[];
  let report: string[] = [];

  beforeAll(async () => {
    process.env.APP_DATABASE_URL = inject('appUrl');
    process.env.DATA_DIR = inject('dataDir');
    const { importMaven } = await import('../../scripts/import/maven');
    const done = await importMaven({
      ownerUrl: inject('ownerUrl'),
      dir,
      tenantName: 'Maven',
      password: 'a long enough one',
    });
    tenantId = done.tenantId;
    report = done.lines;
    sql = postgres(inject('ownerUrl'), { max: 1, onnotice: () => {} });
    deals = read('sales_pipeline_asof_2017-09-30.csv');
    teams = read('sales_teams.csv');
  }, 600_000);
  afterAll(() => sql?.end());

  it('has every account with its parent, and one for the rows that name none', async () => {
    const rows = await sql<{ name: string; parent: string | null; address: string | null; revenue: string }[]>`
      select a.name, p.name as parent, a.address, a.annual_revenue_fen as revenue from accounts a
      left join accounts p on p.tenant_id = a.tenant_id and p.id = a.parent_id where a.tenant_id = ${tenantId}`;
    const expected = read('accounts.csv');
    expect(rows).toHaveLength(expected.length + 1);
    const byName = new Map(rows.map((row) => [row.name, row]));
    for (const line of expected) {
      const row = byName.get(line.account!);
      expect([line.account, row?.parent ?? '', row?.address]).toEqual([
        line.account,
        line.subsidiary_of,
        line.office_location,
      ]);
      expect(Number(row?.revenue)).toBe(Math.round(Number(line.revenue) * 100) * 1_000_000);
    }
    const [loose] = await sql<{ n: number }[]>`
      select count(*)::int as n from opportunities o join accounts a on a.tenant_id = o.tenant_id and a.id = o.account_id
      where o.tenant_id = ${tenantId} and a.name like '%(no account in the file)'`;
    expect(loose?.n).toBe(deals.filter((line) => !line.account).length);
  });

  it('has the same count and sum in every stage', async () => {
    const stage: Line = { Won: 'won', Lost: 'lost', Engaging: 'develop', Prospecting: 'qualify' };
    const rows = await sql<Row[]>`
      select s.code as key, sum(t.count) as n, sum(t.total_fen) as fen from opportunity_totals t
      join stages s on s.id = t.stage_id where t.tenant_id = ${tenantId} group by 1`;
    expect(rowsOf(rows)).toEqual(grouped(deals, (line) => stage[line.deal_stage!]!, figures));
  });

  it('has the same sums per agent, those without a deal at 0', async () => {
    const rows = await sql<Row[]>`
      select p.name as key, coalesce(sum(t.count), 0) as n, coalesce(sum(t.total_fen), 0) as fen from people p
      left join opportunity_totals t on t.owner_id = p.id
      join role_grants g on g.person_id = p.id and g.role = 'account_manager' where p.tenant_id = ${tenantId} group by 1`;
    const expected = new Map(grouped(deals, (line) => line.sales_agent!, figures));
    for (const { sales_agent } of teams) if (!expected.has(sales_agent!)) expected.set(sales_agent!, { n: 0, fen: 0 });
    expect(rowsOf(rows)).toEqual(sortedEntries(expected));
    expect(rows).toHaveLength(35);
    expect(rows.filter(({ n }) => Number(n) === 0)).toHaveLength(5);
  });

  it.each([
    ['manager', 'team'],
    ['regional_office', 'city'],
  ])('has the same sums per %s', async (column, kind) => {
    const of = new Map(teams.map((line) => [line.sales_agent, line[column]!]));
    const rows = await sql<Row[]>`
      select u.name as key, sum(t.count) as n, sum(t.total_fen) as fen from opportunity_totals t
      join people p on p.id = t.owner_id join unit_tree d on d.descendant_id = p.unit_id
      join units u on u.id = d.ancestor_id and u.kind = ${kind} where t.tenant_id = ${tenantId} group by 1`;
    expect(rowsOf(rows)).toEqual(grouped(deals, (line) => of.get(line.sales_agent)!, figures));
  });

  it('has the same sums per product, GTXPro being GTX Pro', async () => {
    const rows = await sql<Row[]>`
      select f.name as key, count(*) as n, sum(o.total_fen) as fen from opportunities o
      join offerings f on f.id = o.offering_id where o.tenant_id = ${tenantId} group by 1`;
    expect(rowsOf(rows)).toEqual(
      grouped(deals, (line) => (line.product === 'GTXPro' ? 'GTX Pro' : line.product!), figures),
    );
  });

  it('has the same sums per product and month of closing', async () => {
    const rows = await sql<Row[]>`
      select f.name || ' ' || to_char(o.closed_on, 'YYYY-MM') || ' ' || o.stage_type as key, count(*) as n, sum(o.total_fen) as fen
      from opportunities o join offerings f on f.id = o.offering_id
      where o.tenant_id = ${tenantId} and o.closed_on is not null group by 1`;
    const product = (line: Line) => (line.product === 'GTXPro' ? 'GTX Pro' : line.product!);
    const key = (line: Line) => `${product(line)} ${line.close_date!.slice(0, 7)} ${line.deal_stage!.toLowerCase()}`;
    expect(rowsOf(rows)).toEqual(
      grouped(
        deals.filter((line) => line.close_date),
        key,
        figures,
      ),
    );
  });

  it('leaves open what has no end, at no value, and invents neither', async () => {
    const open = deals.filter((line) => line.deal_stage !== 'Won' && line.deal_stage !== 'Lost');
    const [row] = await sql<{ open: number; bare: number }[]>`
      select count(*)::int as open, count(*) filter (where total_fen = 0 and expected_close_on is null and closed_on is null)::int as bare
      from opportunities where tenant_id = ${tenantId} and stage_type = 'open'`;
    const bare = open.filter((line) => !line.close_date && !line.close_value).length;
    expect(row).toEqual({ open: open.length, bare });
  });

  it('has the same sums per month of closing', async () => {
    const rows = await sql<Row[]>`
      select month::text || ' ' || s.code as key, sum(t.count) as n, sum(t.total_fen) as fen from opportunity_months t
      join stages s on s.id = t.stage_id where t.tenant_id = ${tenantId} group by 1`;
    const key = (line: Line) =>
      line.close_date ? `${line.close_date.slice(0, 7)}-01 ${line.deal_stage!.toLowerCase()}` : '1970-01-01 develop';
    expect(rowsOf(rows)).toEqual(grouped(deals, key, figures));
  });

  it('tells when each deal was begun and ended', async () => {
    const rows = await sql<Row[]>`
      select to_char(c.at at time zone 'Asia/Shanghai', 'YYYY-MM') || ' ' || c.kind as key, count(*) as n, 0 as fen
      from opportunity_changes c where c.tenant_id = ${tenantId} group by 1`;
    const begun = deals.map((line) => ({ key: `${line.engage_date!.slice(0, 7)} created` }));
    const ended = deals
      .filter((line) => line.close_date)
      .map((line) => ({ key: `${line.close_date!.slice(0, 7)} moved` }));
    expect(rowsOf(rows)).toEqual(
      grouped(
        [...begun, ...ended],
        (line) => line.key!,
        (lines) => ({ n: lines.length, fen: 0 }),
      ),
    );
  });

  it('takes as long to be won and to be lost per product, and is won as often', async () => {
    const days = (line: Line) => (Date.parse(line.close_date!) - Date.parse(line.engage_date!)) / 86_400_000;
    const product = (line: Line) => (line.product === 'GTXPro' ? 'GTX Pro' : line.product!);
    const closed = deals.filter((line) => line.close_date);
    const rows = await sql<{ key: string; n: number; mean: number }[]>`
      select f.name || ' ' || o.stage_type as key, count(*)::int as n,
        avg(o.closed_on - (o.created_at at time zone 'Asia/Shanghai')::date)::float as mean
      from opportunities o join offerings f on f.id = o.offering_id where o.tenant_id = ${tenantId} and o.closed_on is not null group by 1`;
    const expected = grouped(closed, (line) => `${product(line)} ${line.deal_stage!.toLowerCase()}`, (lines) => ({
      n: lines.length,
      mean: lines.reduce((total, line) => total + days(line), 0) / lines.length,
    })); // biome-ignore format: as above
    const found = new Map(rows.map(({ key, n, mean }) => [key, { n, mean }]));
    expect(found.size).toBe(expected.length);
    for (const [key, { n, mean }] of expected as [string, { n: number; mean: number }][]) {
      expect([key, found.get(key)?.n]).toEqual([key, n]);
      expect(found.get(key)?.mean).toBeCloseTo(mean, 6);
    }
  });

  it('had the same open deals on the evening of any day, and a waterfall between any two', async () => {
    const { compareDays, levelsOf } = await import('~/features/review/compare.server');
    const { getReach } = await import('~/features/review/reach.server');
    const { waterfallSteps } = await import('~/features/review/spans');
    const ctx = await directorOf(sql, tenantId);
    const reach = await getReach(ctx, null);
    const openOn = (day: string) =>
      deals.filter((line) => line.engage_date! <= day && (!line.close_date || line.close_date > day));
    const days = ['2016-12-31', '2017-03-15', '2017-06-30', '2017-09-30'];
    const levels = await levelsOf(ctx, reach, days);
    expect(levels).toEqual(days.map((on) => ({ on, count: openOn(on).length, fen: sum(openOn(on)) })));
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [0, 3],
    ] as const) {
      // biome-ignore format: pairs
      const { sums } = await compareDays(ctx, reach, { since: days[from]!, until: days[to]!, horizon: null }, null);
      expect(waterfallSteps(levels[from]!.fen, levels[to]!.fen, sums).rest).toBe(0);
      const left = (stage: string) =>
        openOn(days[from]!).filter(
          (line) => line.deal_stage === stage && line.close_date && line.close_date <= days[to]!,
        );
      expect([sums.won?.count ?? 0, sums.won?.fen ?? 0]).toEqual([left('Won').length, -sum(left('Won')) || 0]);
      expect([sums.lost?.count ?? 0]).toEqual([left('Lost').length]);
    }
  });

  it('reviews offices, managers and agents with the sums of the files, nobody left out', async () => {
    const { reviewByPerson, reviewByUnit } = await import('~/features/review/breakdown.server');
    const { getReach } = await import('~/features/review/reach.server');
    const ctx = await directorOf(sql, tenantId);
    const whole = await getReach(ctx, null);
    const files = { deals, teams };
    const offices = await reviewByUnit(ctx, whole, '2017-09-01');
    expect(byName(offices)).toEqual(expected('regional_office', files));
    const agents = await reviewByPerson(ctx, whole, '2017-09-01');
    expect(byName(agents)).toEqual(expected('sales_agent', files));
    expect(byName(perManager(agents, teams))).toEqual(expected('manager', files));
    const sellers = new Set(deals.map((line) => line.sales_agent));
    const idle = teams.map((line) => line.sales_agent!).filter((name) => !sellers.has(name));
    expect(idle).toHaveLength(5);
    for (const name of idle) {
      expect(agents.find((row) => row.name === name)).toMatchObject({ openCount: 0, openFen: 0, wonFen: 0 });
      expect(report.join('\n')).toContain(name);
    }
  });

  it('reports what it found, and shows the same in the review', async () => {
    const open = deals.filter(isOpen);
    const count = {
      loose: deals.filter((line) => !line.account).length,
      respelt: deals.filter((line) => line.product === 'GTXPro').length,
      bare: open.filter((line) => !line.close_date || !line.close_value).length,
    };
    expect(count).toEqual({ loose: 1008, respelt: 1205, bare: 2409 });
    const told = report.join('\n');
    expect(told).toMatch(new RegExp(`${count.loose} rows name no account`));
    expect(told).toMatch(new RegExp(`${count.respelt} rows name a product .*"GTXPro" → "GTX Pro"`));
    expect(told).toMatch(new RegExp(`${open.length} are open .*${count.bare} of them without an end or a value`));
    const { sumsByMonth, sumsByStage } = await import('~/features/review/queries.server');
    const { getReach } = await import('~/features/review/reach.server');
    const ctx = await directorOf(sql, tenantId);
    const reach = await getReach(ctx, null);
    const won = (await sumsByStage(ctx, reach)).filter(({ type }) => type === 'won');
    expect(won.map(({ count, fen }) => ({ n: count, fen }))).toEqual([
      figures(deals.filter((line) => line.deal_stage === 'Won')),
    ]);
    const months = await sumsByMonth(ctx, reach);
    const undated = months.filter(({ type, month }) => type === 'open' && month === 'none');
    expect(undated.reduce((n, row) => n + row.count, 0)).toBe(open.length);
  });
});
