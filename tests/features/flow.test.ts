import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { readFlow } from '~/features/review/flow/queries.server';
import { ageOf, cohortsOf, speedsOf } from '~/features/review/flow/rules';
import { getReach } from '~/features/review/reach.server';
import { setToday } from '../support/today';
import { inWorld, type World } from '../support/world';

type Path = [stage: number, day: string][];
const types: Record<number, string> = { 7: 'won', 8: 'lost', 9: 'on_hold' };

/** Walks deals through their stages day by day; each evening is written down when it ends. */
async function walk(w: World, paths: Path[]) {
  const account = await w.account();
  const night = async () => {
    for (;;) {
      const [row] = await w.owner.execute<{ n: number }>(sql`select app.take_snapshots(2) as n`);
      if (!row!.n) return;
    }
  };
  const ids = new Map<Path, string>();
  const days = [...new Set(paths.flat().map(([, day]) => day))].sort();
  for (const day of days) {
    await setToday(w, day);
    await night();
    for (const path of paths)
      for (const [stage, on] of path) {
        if (on !== day) continue;
        const type = types[stage] ?? 'open';
        const id = ids.get(path);
        if (!id)
          ids.set(path, (await w.opportunity(account, { stageId: stage, createdAt: new Date(`${day}T02:00:00Z`) })).id);
        else
          await w.owner.execute(sql`update opportunities set stage_id = ${stage}, stage_type = ${type},
            closed_on = ${type === 'won' || type === 'lost' ? day : null}::date where id = ${id}`);
      }
  }
  await setToday(w, '2026-11-21');
  await night();
  return [...ids.values()];
}

// by hand: of the four that entered stage 1 in September, three went on (one by way of a step back), one was lost there
const september: Path[] = [
  [[1, '2026-09-02'], [2, '2026-09-10'], [3, '2026-10-01'], [7, '2026-10-20']],
  [[1, '2026-09-05'], [2, '2026-09-25'], [1, '2026-09-28'], [2, '2026-10-10'], [8, '2026-10-30']],
  [[1, '2026-09-09'], [8, '2026-10-09']],
  [[1, '2026-09-20'], [3, '2026-11-01']],
]; // biome-ignore format: a path a line
const october: Path[] = [[[1, '2026-10-03'], [2, '2026-10-13'], [7, '2026-11-02']], [[1, '2026-10-30']]]; // biome-ignore format: a path a line

describe('flow', () => {
  it('converts by cohort, as counted by hand', () =>
    inWorld(async (w) => {
      await walk(w, [...september, ...october]);
      const expected = [
        { stageId: 1, month: '2026-09-01', entered: 4, advanced: 3, won: 1, lost: 2 },
        { stageId: 1, month: '2026-10-01', entered: 2, advanced: 1, won: 1, lost: 0 },
        { stageId: 2, month: '2026-09-01', entered: 2, advanced: 1, won: 1, lost: 1 },
        { stageId: 2, month: '2026-10-01', entered: 1, advanced: 1, won: 1, lost: 0 },
        { stageId: 3, month: '2026-10-01', entered: 1, advanced: 1, won: 1, lost: 0 },
        { stageId: 3, month: '2026-11-01', entered: 1, advanced: 0, won: 0, lost: 0 },
      ];
      for (const who of [w.director, w.lead]) {
        const rows = await readFlow(who, await getReach(who, null));
        const cohorts = cohortsOf(rows).sort((a, b) => a.stageId - b.stageId || a.month.localeCompare(b.month));
        expect(cohorts).toEqual(expected);
        const here = rows
          .filter(({ part }) => part === 'here')
          .map((r) => [r.stageId, ageOf(r.startsOn, '2026-11-21'), r.count]);
        expect(here.sort()).toEqual([
          [1, 'last_months', 1],
          [3, 'this_month', 1],
        ]);
      }
    }));

  it('says median and p90 days as percentile_cont does, won and lost apart', () =>
    inWorld(async (w) => {
      const day = (n: number) => new Date(Date.UTC(2026, 6, 1 + n)).toISOString().slice(0, 10);
      const paths = Array.from(
        { length: 14 },
        (_, n): Path => [
          [1, day(n)],
          [2, day(n + 1 + ((n * 7) % 11))],
          [n % 3 ? 7 : 8, day(n + 14 + ((n * 5) % 17))],
        ],
      );
      await walk(w, paths);
      const speeds = speedsOf(await readFlow(w.director, await getReach(w.director, null)));
      const real = await w.owner.execute<{
        stage_id: number;
        type: string;
        n: number;
        median: number;
        p90: number;
      }>(sql`
        with run as (
          select s.opportunity_id, s.stage_id, lead(s.from_on) over (partition by s.opportunity_id order by s.from_on) - s.from_on as days from opportunity_states s
          where s.tenant_id = ${w.unit.zj.tenantId})
        select r.stage_id, o.stage_type as type, count(*) as n, percentile_cont(0.5) within group (order by r.days) as median,
          percentile_cont(0.9) within group (order by r.days) as p90
        from run r join opportunities o on o.id = r.opportunity_id where r.days is not null group by 1, 2`);
      expect(real.length).toBe(4);
      for (const one of real) {
        const speed = speeds.find((s) => s.stageId === one.stage_id && s.outcome === one.type)!;
        expect(speed.count).toBe(Number(one.n));
        expect(speed.median).toBeCloseTo(Number(one.median), 9);
        expect(speed.p90).toBeCloseTo(Number(one.p90), 9);
      }
    }));

  it('kept night by night is what the whole history counts to', () =>
    inWorld(async (w) => {
      const ids = await walk(w, [...september, ...october]);
      await w.owner.execute(sql`update opportunities set deleted_at = now() where id = ${ids[1]}`);
      await w.owner.execute(
        sql`update accounts set unit_id = ${w.unit.team2.id} where tenant_id = ${w.unit.zj.tenantId}`,
      );
      await setToday(w, '2026-11-22');
      await w.owner.execute(sql`select app.take_snapshots(1000)`);
      const kept = await w.owner.execute(
        sql`select * from pipeline_flows where count <> 0 and tenant_id = ${w.unit.zj.tenantId} order by 1, 2, 3, 4, 5, 6`,
      );
      const counted = await w.owner.execute(
        sql`select * from app.deal_flows(array[${w.unit.zj.tenantId}]::integer[], null) order by 1, 2, 3, 4, 5, 6`,
      );
      const plain = (rows: Iterable<Record<string, unknown>>) => [...rows].map((row) => Object.values(row).map(String));
      expect(plain(kept).length).toBeGreaterThan(10);
      expect(plain(kept)).toEqual(plain(counted));
    }));

  it('shows a stranger nothing', () =>
    inWorld(async (w) => {
      await walk(w, september.slice(0, 1));
      const reach = await getReach(w.director, null);
      expect((await readFlow(w.director, reach)).length).toBeGreaterThan(3);
      const forged = { ...reach, unitIds: [w.unit.team.id] };
      for (const who of [w.strangerDirector, w.stranger, w.manager, w.employee])
        expect(await readFlow(who, forged)).toEqual([]);
    }));
});
