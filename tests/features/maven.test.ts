import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const dir = path.resolve('../shared/data/maven');
const present = existsSync(dir);
if (!present) console.warn(`skipped: the public B2B pipeline is not in ${dir}`);

type Line = Record<string, string>;
const read = (name: string) => parse(readFileSync(path.join(dir, name)), { columns: true }) as Line[];
const sum = (lines: Line[]) => lines.reduce((total, line) => total + Number(line.close_value || 0) * 100, 0);
const sortedEntries = (map: Map<string, unknown>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

function grouped<T>(lines: Line[], keyOf: (line: Line) => string, of: (lines: Line[]) => T) {
  const groups = new Map<string, Line[]>();
  for (const line of lines) groups.set(keyOf(line), [...(groups.get(keyOf(line)) ?? []), line]);
  return sortedEntries(new Map([...groups].map(([key, group]) => [key, of(group)])));
}
const figures = (lines: Line[]) => ({ n: lines.length, fen: sum(lines) });

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

  type Row = { key: string; n: string | number; fen: string | number };
  const rowsOf = (rows: readonly Row[]) =>
    sortedEntries(new Map(rows.map(({ key, n, fen }) => [key, { n: Number(n), fen: Number(fen) }])));

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

  it('reports what it found, and shows the same in the review', async () => {
    expect(report.join('\n')).toMatch(
      /1008 rows name no account[\s\S]*1205 rows .*"GTXPro" → "GTX Pro"[\s\S]*2409 are open/,
    );
    const { findActorById } = await import('~/core/actor.server');
    const { contextFor } = await import('~/core/context.server');
    const { sumsByStage } = await import('~/features/review/queries.server');
    const { getReach } = await import('~/features/review/reach.server');
    const [director] = await sql<{ id: string }[]>`
      select p.id from people p join role_grants g on g.person_id = p.id and g.role = 'sales_director' where p.tenant_id = ${tenantId}`;
    const ctx = contextFor((await findActorById(director!.id, 'sales_director'))!);
    const reach = await getReach(ctx, null);
    const won = (await sumsByStage(ctx, reach)).filter(({ type }) => type === 'won');
    expect(won.map(({ count, fen }) => ({ n: count, fen }))).toEqual([
      figures(deals.filter((line) => line.deal_stage === 'Won')),
    ]);
  });
});
