import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { setGoal } from '~/features/review/goals/commands.server';
import { goalInput } from '~/features/review/goals/input';
import { listPersonTargets, listUnitTargets } from '~/features/review/goals/queries.server';
import { getReach } from '~/features/review/reach.server';
import { inWorld, type World } from '../support/world';

const quarter = { length: 'quarter' as const, startsOn: '2026-10-01' };
const forPerson = (who: Context, totalFen: number | null, version = 0, id = newId()) => ({
  ...quarter,
  id,
  personId: who.actor.personId,
  unitId: null,
  totalFen,
  version,
});
const forUnit = (unitId: number, totalFen: number | null, version = 0) => ({
  ...quarter,
  id: newId(),
  personId: null,
  unitId,
  totalFen,
  version,
});
const count = async (w: World) =>
  Number((await w.owner.execute<{ n: number }>(sql`select count(*) as n from goals`))[0]!.n);
const status = (status: number) => ({ init: { status } });

describe('goals', () => {
  it('are set for those below, once, changed by who has seen the last, and taken back', () =>
    inWorld(async (w) => {
      const first = forPerson(w.manager, 500_00);
      expect(await setGoal(w.lead, first)).toMatchObject({ ok: true });
      expect(await setGoal(w.lead, first)).toMatchObject({ ok: true });
      expect(await count(w)).toBe(1);
      expect(await setGoal(w.director, forPerson(w.manager, 700_00))).toMatchObject({ ok: false, reason: 'stale' });
      expect(await setGoal(w.director, forPerson(w.manager, 700_00, 1))).toMatchObject({ ok: true });
      expect(await setGoal(w.lead, forPerson(w.manager, 800_00, 1))).toMatchObject({ ok: false, reason: 'stale' });
      expect(await listPersonTargets(w.lead, { unitId: w.unit.team.id }, quarter)).toMatchObject([
        { name: '王芳', goalFen: 700_00, version: 2 },
        { name: '李晓梅', goalFen: null, version: 0 },
      ]);
      expect(await setGoal(w.director, forUnit(w.unit.hangzhou.id, 9_000_00))).toMatchObject({ ok: true });
      expect(await setGoal(w.director, forPerson(w.manager, null, 2))).toMatchObject({ ok: true });
      expect(await setGoal(w.director, forPerson(w.manager, null, 2))).toMatchObject({ ok: true });
      expect(await count(w)).toBe(1);
      expect(await setGoal(w.lead, { ...forPerson(w.manager, 1), startsOn: '2026-11-01' })).toMatchObject({
        ok: false,
      });
    }));

  it('exist for account managers and units only, and nobody sets their own', () =>
    inWorld(async (w) => {
      for (const outsider of [w.employee, w.trainer])
        expect(await setGoal(w.director, forPerson(outsider, 1))).toMatchObject({
          ok: false,
          reason: 'goal.sellers_only',
        });
      const [office] = await w.owner.execute<{ id: number }>(sql`insert into units (tenant_id, parent_id, kind, name)
        values (${w.unit.zj.tenantId}, ${w.unit.zj.id}, 'department', '人力部') returning id`);
      expect(await setGoal(w.director, forUnit(office!.id, 1))).toMatchObject({
        ok: false,
        reason: 'goal.sellers_only',
      });
      const shown = await listUnitTargets(w.director, await getReach(w.director, null), quarter);
      expect(shown.map(({ name }) => name)).not.toContain('人力部');
      await expect(setGoal(w.lead, forUnit(w.unit.team.id, 1))).rejects.toMatchObject(status(403));
      await expect(setGoal(w.lead, forPerson(w.lead, 1))).rejects.toMatchObject(status(403));
      await expect(setGoal(w.manager, forPerson(w.colleague, 1))).rejects.toMatchObject(status(403));
      expect(await setGoal(w.hq, forUnit(w.unit.group.id, 1))).toMatchObject({ ok: true });
      // the wall itself knows that an employee has none
      await expect(
        w.director.db.execute(sql`insert into goals (tenant_id, id, unit_id, person_id, length, starts_on, total_fen, set_by_id)
          values (${w.unit.zj.tenantId}, ${newId()}, ${w.unit.team.id}, ${w.employee.actor.personId}, 'month', '2026-11-01', 1, ${w.director.actor.personId})`),
      ).rejects.toThrow();
    }));

  it('are unknown to strangers, and to colleagues', () =>
    inWorld(async (w) => {
      await setGoal(w.lead, forPerson(w.manager, 500_00));
      for (const [who, whom] of [[w.strangerDirector, w.manager], [w.lead, w.otherTeam], [w.lead, w.stranger]] as const)
        await expect(setGoal(who, forPerson(whom, 1))).rejects.toMatchObject(status(404)); // biome-ignore format: pairs
      await expect(setGoal(w.strangerDirector, forUnit(w.unit.team.id, 1))).rejects.toMatchObject(status(404));
      const seen = async (who: Context) => (await who.db.execute(sql`select 1 from goals`)).length;
      expect(await seen(w.manager)).toBe(1);
      expect(await seen(w.lead)).toBe(1);
      for (const who of [w.colleague, w.otherTeam, w.stranger, w.strangerDirector, w.employee, w.trainer])
        expect(await seen(who)).toBe(0);
    }));

  it('refuse nonsense at the field', () => {
    const ask = (values: object) =>
      goalInput.safeParse({
        id: newId(),
        unitId: '3',
        length: 'month',
        startsOn: '2026-11-01',
        totalFen: '10',
        version: '0',
        ...values,
      }).success;
    expect(ask({})).toBe(true);
    expect(ask({ totalFen: '' })).toBe(true);
    for (const bad of [
      { totalFen: '0' },
      { totalFen: '-5' },
      { totalFen: '1e308' },
      { totalFen: '9007199254740993' },
      { length: 'year' },
      { startsOn: '2026-02-30' },
      { personId: newId() },
      { unitId: '' },
      { unitId: '2147483648' },
      { version: 'x' },
    ])
      expect([bad, ask(bad)]).toEqual([bad, false]);
  });

  it('are held against what is won and due in time, the same whoever adds up', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const won = { stageId: 7, stageType: 'won' as const, probability: 100 };
      await w.opportunity(account, { ...won, oneOffFen: 300, closedOn: '2026-10-05' });
      await w.opportunity(account, { ...won, oneOffFen: 999, closedOn: '2026-09-30' });
      await w.opportunity(account, { oneOffFen: 50, probability: 40, expectedCloseOn: '2026-12-31' });
      await w.opportunity(account, { oneOffFen: 20, probability: 50, expectedCloseOn: '2026-09-01' });
      await w.opportunity(account, { oneOffFen: 7, expectedCloseOn: '2027-01-01' });
      await w.opportunity(account, { oneOffFen: 7, expectedCloseOn: null });
      const sums = { wonFen: 300, openFen: 70, weightedFen: 30 };
      const [person] = await listPersonTargets(w.lead, { unitId: w.unit.team.id }, quarter);
      expect(person).toMatchObject(sums);
      for (const who of [w.hq, w.director, w.lead]) {
        const units = await listUnitTargets(who, await getReach(who, null), quarter);
        expect(units[0]).toMatchObject(sums);
      }
      const below = await listUnitTargets(w.hq, await getReach(w.hq, null), quarter);
      expect(below.map(({ name, wonFen }) => [name, wonFen])).toEqual([['集团总部', 300], ['广东公司', 0], ['浙江公司', 300]]); // biome-ignore format: short
    }));
});
