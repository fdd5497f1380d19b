import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { prepareDatabase } from '../../scripts/migrate';
import { seedDemo } from '../../scripts/seed';

const name = `learn_${process.pid}`;
const now = new Date('2026-11-21T02:00:00Z');
const quiet = () => {};
const cluster = postgres(inject('ownerUrl'), { max: 1, onnotice: quiet });
let sql: postgres.Sql;
let learn: (tenantId: number, now: Date) => Promise<{ rung: string; failures: string[]; deals: number }>;
let close = async () => {};
let tenantId = 0;

beforeAll(async () => {
  await cluster.unsafe(`create database ${name}`);
  const url = new URL(inject('ownerUrl'));
  url.pathname = `/${name}`;
  const { appUrl } = await prepareDatabase(url.href, inject('dataDir'));
  await seedDemo(url.href, quiet, { today: '2026-11-21' });
  sql = postgres(url.href, { max: 1, onnotice: quiet });
  process.env.APP_DATABASE_URL = appUrl;
  ({ learnCompany: learn } = await import('~/features/forecast/learn-company.server'));
  const { pool } = await import('~/core/db.server');
  close = () => pool.end();
  const [manager] = await sql`select tenant_id from people where email = 'manager@demo.test'`;
  tenantId = manager!.tenant_id;
}, 120_000);

afterAll(async () => {
  await close();
  await sql?.end();
  await cluster.unsafe(`drop database if exists ${name} with (force)`);
  await cluster.end();
});

const models = async () => [
  ...(await sql`select version, previous_version, rung, deals from win_models where tenant_id = ${tenantId} order by version`),
];
const scores = async () => [
  ...(await sql`
    select s.opportunity_id, round(s.probability::numeric, 6)::text as p, s.reasons, m.version
    from win_scores s join win_models m on m.tenant_id = s.tenant_id and m.id = s.model_id
    where s.tenant_id = ${tenantId} order by 1`),
];
const openDeals = async () => {
  const [row] =
    await sql`select count(*)::int as n from opportunities where tenant_id = ${tenantId} and stage_type = 'open'`;
  return row!.n as number;
};

describe('a company learns', () => {
  let first: Awaited<ReturnType<typeof scores>>;

  it('from its closed deals, and publishes what passes the gate: a number and reasons for each open deal', async () => {
    const learnt = await learn(tenantId, now);
    expect(learnt).toMatchObject({ rung: 'model', failures: [] });
    expect(learnt.deals).toBeGreaterThanOrEqual(150);
    first = await scores();
    expect(first).toHaveLength(await openDeals());
    expect(first.every(({ p }) => Number(p) > 0 && Number(p) < 1)).toBe(true);
    expect(first.filter(({ reasons }) => reasons.length > 0).length).toBeGreaterThan(first.length / 2);
  }, 120_000);

  it('the same again: another version, the same numbers, no row twice', async () => {
    await learn(tenantId, now);
    expect(await models()).toMatchObject([
      { version: 1, previous_version: null },
      { version: 2, previous_version: 1 },
    ]);
    expect(await scores()).toEqual(first.map((score) => ({ ...score, version: 2 })));
  }, 120_000);

  it('where a night died with half its scores written, and leaves none of that behind', async () => {
    const half = first.slice(0, Math.floor(first.length / 2));
    const id = newId();
    const [model] =
      await sql`select to_jsonb(m) as row from win_models m where tenant_id = ${tenantId} and version = 2`;
    const died = new Date(now.getTime() + 3_600_000);
    await sql`select app.keep_model(${tenantId}, ${sql.json({ ...model!.row, id })})`;
    const written = half.map((one) => ({ id: one.opportunity_id, p: 0.123, why: [] }));
    await sql`select app.keep_scores(${tenantId}, ${id}, ${died}, ${sql.json(written)})`;
    await learn(tenantId, new Date(died.getTime() + 3_600_000));
    const after = await scores();
    expect(after).toHaveLength(first.length);
    expect(new Set(after.map(({ version }) => version))).toEqual(new Set([4]));
    expect(after.some(({ p }) => Number(p) === 0.123)).toBe(false);
  }, 120_000);

  it('refuses what ranks no better than a coin, and stands on the stage table then', async () => {
    // who won is told by the key of the deal: nothing can be learnt from that
    await sql`
      update opportunities set stage_type = case when get_byte(uuid_send(id), 15) % 2 = 0 then 'won' else 'lost' end
      where tenant_id = ${tenantId} and stage_type in ('won', 'lost')`;
    const learnt = await learn(tenantId, new Date(now.getTime() + 86_400_000));
    expect(learnt.rung).toBe('stages');
    expect(learnt.failures.length).toBeGreaterThan(0);
    expect((await scores()).every(({ reasons }) => reasons.length === 0)).toBe(true);
  }, 120_000);

  it('says nothing of its own while it has closed next to nothing', async () => {
    await sql`update opportunities set deleted_at = now() where tenant_id = ${tenantId} and stage_type = 'lost'`;
    expect(await learn(tenantId, new Date(now.getTime() + 2 * 86_400_000))).toMatchObject({ rung: 'rates' });
    expect(await scores()).toEqual([]);
  }, 120_000);
});
