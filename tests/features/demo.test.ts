import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkCreditCode } from '~/core/credit-code';
import { searchText } from '~/core/pinyin.server';
import { generate } from '../../scripts/generate/generate';
import { prepareDatabase } from '../../scripts/migrate';
import { seedDemo } from '../../scripts/seed';

const name = `demo_${process.pid}`;
const today = '2026-11-21';
const quiet = () => {};
const url = () => {
  const whole = new URL(inject('ownerUrl'));
  whole.pathname = `/${name}`;
  return whole.href;
};
const cluster = postgres(inject('ownerUrl'), { max: 1, onnotice: quiet });
let sql: postgres.Sql;

beforeAll(async () => {
  await cluster.unsafe(`create database ${name}`);
  await prepareDatabase(url(), inject('dataDir'));
  sql = postgres(url(), { max: 1, onnotice: quiet });
}, 180_000);

afterAll(async () => {
  await sql?.end();
  await cluster.unsafe(`drop database if exists ${name} with (force)`);
  await cluster.end();
});

const none = async (where: TemplateStringsArray, ...values: string[]) => {
  const rows = await sql(where, ...values);
  expect(rows.map((row) => ({ ...row }))).toEqual([]);
};
const sumsDiffer = () => none`
  select * from (
    select stage_id, owner_id, count(*) as n, sum(total_fen) as total, sum(total_fen * probability / 100) as weighted
    from opportunities where deleted_at is null group by 1, 2
    except select stage_id, owner_id, sum(count), sum(total_fen), sum(weighted_fen) from opportunity_totals group by 1, 2) s`;

describe('the demo', () => {
  it('fills an empty database once', async () => {
    expect(await seedDemo(url(), quiet, { today })).toBe(true);
    expect(await seedDemo(url(), quiet, { today })).toBe(false);
    const [row] = await sql`
      select (select count(*)::int from tenants) as tenants, (select count(*)::int from accounts) as accounts,
        (select count(*)::int from contacts) as contacts, (select count(*)::int from opportunities) as opportunities,
        (select count(*)::int from visits) as visits, (select count(*)::int from credentials) as sign_ins,
        (select count(distinct a.tenant_id)::int from accounts a join enterprises e on e.id = a.enterprise_id
          where e.name like '%银行%') as bank_provinces`;
    expect(row).toMatchObject({ tenants: 7, opportunities: 843, sign_ins: 13, bank_provinces: 4 });
    expect(row?.accounts).toBeGreaterThan(380);
    expect(row?.contacts).toBeGreaterThan(1100);
    expect(row?.visits).toBeGreaterThan(2800);
  }, 180_000);

  it('is at peace with itself', async () => {
    await sumsDiffer();
    // what a promotion says was used of it was used by quotes
    await none`
      select p.code from promotions p left join promotion_uses u on u.promotion_id = p.id group by p.id
      having count(u.*) <> p.used_count or coalesce(sum(u.amount_fen), 0) <> p.used_fen`;
    await none`
      select code from bundles b where not exists (select from quotes q where q.bundles @> jsonb_build_array(jsonb_build_object('bundleId', b.id)))
        and b.code = 'B-FIBRE-KA'`;
    // the last word of each history is what the deal says
    await none`
      select o.id, o.title from opportunities o
      join lateral (select to_stage_id, at from opportunity_changes c where c.opportunity_id = o.id
        and c.to_stage_id is not null order by c.at desc limit 1) m on true
      where m.to_stage_id <> o.stage_id or m.at <> o.stage_entered_at`;
    await none`
      select o.id from opportunities o where o.slips <> (select count(*) from opportunity_changes c
        where c.opportunity_id = o.id and c.kind = 'close_date' and c.to_close_on > c.from_close_on)`;
    // an owner is who is assigned today, and nothing was done tomorrow
    await none`
      select a.name from accounts a where not exists (select from assignments s where s.account_id = a.id
        and s.role = 'primary' and s.owner_id = a.owner_id and s.during @> ${today}::text::date)`;
    await none`select id, at from opportunity_changes where at >= (${today}::text || 'T00:00:00+08:00')::timestamptz`;
    await none`select id from visits where status = 'completed' and ended_at >= (${today}::text || 'T00:00:00+08:00')::timestamptz`;
    const codes = await sql`select credit_code from accounts where credit_code is not null`;
    for (const { credit_code: code } of codes) expect(checkCreditCode(code as string)).toBe('ok');
  });

  it('tells its story', async () => {
    const [stuck] = await sql`
      select o.total_fen::float8 as fen, o.slips from opportunities o join people p on p.id = o.owner_id
      where p.email = 'manager@demo.test' and o.stage_type = 'open' and o.total_fen > 300000000
        and o.last_activity_at < ${today}::text::date - 60`;
    expect(stuck?.slips).toBe(3);
    const unvisited = await sql`select name from accounts where grade = 'A' and last_visited_at is null`;
    expect(unvisited).toHaveLength(1);
    const [left] = await sql`
      select count(distinct a.id)::int as accounts, count(o.id) filter (where o.stage_type = 'open')::int as deals
      from people p join accounts a on a.owner_id = p.id left join opportunities o on o.account_id = a.id
      where p.left_on = ${today}::text::date - 21`;
    expect(left?.accounts).toBe(14);
    expect(left?.deals).toBeGreaterThan(10);
    const [day] = await sql`
      select count(*)::int as n from visits v join people p on p.id = v.owner_id where p.email = 'manager@demo.test'
        and (v.planned_at at time zone 'Asia/Shanghai')::date = ${today}::text::date`;
    expect(day?.n).toBeGreaterThanOrEqual(3);
  });

  it('shows life on every screen of an account manager', async () => {
    const [of] = await sql`
      with mine as (select v.* from visits v join people p on p.id = v.owner_id where p.email = 'manager@demo.test')
      select (select count(*)::int from mine where confidence is not null and confidence_reasons is not null) as checked,
        (select count(*)::int from mine where confirmed_rating is not null and confirmed_contact_id is not null) as confirmed,
        (select count(*)::int from mine where form_version = 0 and answers <> '{}') as answered,
        (select count(*)::int from mine where is_proposed) as proposed,
        (select count(*)::int from visit_comments c join mine on mine.id = c.visit_id) as comments,
        (select count(*)::int from visit_comments c join mine on mine.id = c.visit_id where c.is_question and c.answered_at is null) as open,
        (select count(*)::int from visit_comments c join mine on mine.id = c.visit_id where c.is_question and c.answered_at is not null) as settled,
        (select count(*)::int from visit_coachings c join mine on mine.id = c.visit_id) as joint,
        (select count(*)::int from comment_reactions r join visit_comments c on c.id = r.comment_id join mine on mine.id = c.visit_id) as reactions,
        (select count(*)::int from competitor_moves m join mine on mine.id = m.visit_id) as moves,
        (select count(distinct i.channel)::int from interactions i join mine on mine.owner_id = i.owner_id) as channels,
        (select count(distinct c.state)::int from commitments c join mine on mine.id = c.visit_id where c.state in ('kept', 'broken')) as kept`;
    expect(of).toMatchObject({
      proposed: 1,
      open: 1,
      settled: 1,
      joint: 1,
      confirmed: 2,
      reactions: 2,
      channels: 3,
      kept: 2,
    });
    for (const what of ['checked', 'answered', 'comments', 'moves']) expect(of?.[what], what).toBeGreaterThan(3);
    const [low] =
      await sql`select count(*)::int as n from visits where confidence < 50 and confidence_reasons::text like '%"far"%'`;
    expect(low?.n).toBeGreaterThan(10);
    const before = `${today}T00:00:00+08:00`;
    await none`select id from visit_comments where created_at >= ${before}::text::timestamptz`;
    await none`select id from interactions where at >= ${before}::text::timestamptz`;
    // who coaches was there, and each answer stands under a question of the same visit
    await none`
      select c.id from visit_coachings c where not exists (select from visit_attendees a
        where a.visit_id = c.visit_id and a.person_id = c.coach_id)`;
  });
});

describe('generate', () => {
  const shape = () => sql`
    select (select array_agg(indexdef order by indexname) from pg_indexes where schemaname = 'public')::text as indexes,
      (select array_agg(conrelid::regclass || ' ' || pg_get_constraintdef(oid) || convalidated order by conrelid, conname)
        from pg_constraint where connamespace = 'public'::regnamespace)::text as constraints,
      (select count(*)::int from pg_class where relforcerowsecurity) as walls,
      (select count(*)::int from pg_trigger where tgenabled = 'O' and not tgisinternal) as triggers`;

  it('adds a company and leaves the tables as it found them', async () => {
    const before = await shape();
    const sizes = { accounts: 120, opportunities: 360, visits: 900, tenants: 2, password: 'secret-enough' };
    const { rows } = await generate(url(), sizes, quiet);
    expect(rows).toBeGreaterThan(2000);
    expect(await shape()).toEqual(before);
    await sumsDiffer();
    const [one] = await sql`
      select a.name, a.search, a.pinyin from accounts a join people p on p.id = a.owner_id
      where p.email = 'gen.manager@bench.test' limit 1`;
    const text = searchText({ name: one?.name as string });
    expect(one?.pinyin).toBe(text.pinyin);
    for (const word of text.search.trim().split(' ')) expect(one?.search).toContain(` ${word}`);
    expect(
      await sql`select 1 from credentials c join people p on p.id = c.person_id where p.email like 'gen.%'`,
    ).toHaveLength(4);
  }, 180_000);
});
