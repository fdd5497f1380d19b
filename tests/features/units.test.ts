import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { accounts, journal, opportunities, units, unitTree } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId, numberedId } from '~/core/ids';
import { createPerson, setLeaving } from '~/features/people/commands/person.server';
import { grantRole } from '~/features/people/commands/roles.server';
import { closeUnit, moveUnit, reopenUnit } from '~/features/people/commands/unit-place.server';
import { addUnit, renameUnit } from '~/features/people/commands/units.server';
import { createPersonInput } from '~/features/people/input';
import { standingIn } from '~/features/people/queries/standing.server';
import { listLedUnits } from '~/features/people/queries/units.server';
import { inWorld, type World } from '../support/world';

const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error: { init?: { status?: number } }) => error.init?.status,
  );
const fresh = async (w: World, id: number) => (await w.owner.select().from(units).where(eq(units.id, id)))[0]!;
/** What a leader sees now, by row-level security alone and by the scope an actor is given when it is looked up. */
async function sight(w: World, who: Context) {
  const led = who.actor.ledUnits;
  const rows = await w.owner.execute<{ id: number }>(
    sql`select descendant_id as id from unit_tree where ancestor_id = any(${`{${led}}`}::integer[])`,
  );
  const again = w.as({ ...who.actor, visibleUnits: [...rows].map(({ id }) => id) });
  const names = await again.db.select({ name: accounts.name }).from(accounts);
  const deals = await again.db.select({ id: opportunities.id }).from(opportunities);
  return { accounts: names.map(({ name }) => name).sort(), deals: deals.length };
}
const eventsOf = (w: World, id: number) =>
  w.owner
    .select({ event: journal.event, before: journal.before, after: journal.after })
    .from(journal)
    .where(eq(journal.subjectId, numberedId(id)));

async function secondCity(w: World) {
  const added = await addUnit(w.admin, { parentId: w.unit.zj.id, kind: 'city', name: '宁波分公司' });
  if (!added.ok) throw new Error(added.reason);
  const unit = { id: added.value.id, tenantId: w.unit.zj.tenantId, name: '宁波分公司' };
  return { id: unit.id, head: await w.person({ unit, role: 'sales_director', name: '宁波负责人' }) };
}
const newPerson = (unitId: number) => {
  const id = newId();
  const email = `${id.slice(-12)}@test.invalid`;
  return createPersonInput.parse({ id, name: '新人', email, unitId: String(unitId), role: 'account_manager' });
};

describe('moving a unit', () => {
  it('takes it, with all below it, out of one sight and into another at once', () =>
    inWorld(async (w) => {
      const city = await secondCity(w);
      const hangzhou = await w.person({ unit: w.unit.hangzhou, role: 'sales_director', name: '杭州负责人' });
      await w.opportunity(await w.account({ owner: w.manager, name: '一组客户' }));
      await w.account({ owner: w.otherTeam, name: '二组客户' });
      expect(await sight(w, hangzhou)).toEqual({ accounts: ['一组客户', '二组客户'], deals: 1 });
      expect(await sight(w, city.head)).toEqual({ accounts: [], deals: 0 });
      const asked = { id: w.unit.team.id, parentId: city.id, version: 1 };
      expect(await moveUnit(w.admin, asked)).toEqual({ ok: true, value: null });
      expect(await moveUnit(w.admin, asked)).toEqual({ ok: true, value: null }); // sent twice
      expect(await sight(w, hangzhou)).toEqual({ accounts: ['二组客户'], deals: 0 });
      expect(await sight(w, city.head)).toEqual({ accounts: ['一组客户'], deals: 1 });
      expect(await sight(w, w.director)).toEqual({ accounts: ['一组客户', '二组客户'], deals: 1 });
      expect((await sight(w, w.manager)).accounts).toEqual(['一组客户']);
      const told = { before: { parent: '杭州分公司' }, after: { parent: '宁波分公司' } };
      expect(await eventsOf(w, w.unit.team.id)).toEqual([{ event: 'unit.moved_under', ...told }]);
      const stale = { id: w.unit.team.id, parentId: w.unit.hangzhou.id, version: 1 };
      expect(await moveUnit(w.admin, stale)).toMatchObject({ ok: false, reason: 'stale', params: { who: '管理员' } });
      expect(await moveUnit(w.admin, { ...stale, version: 2 })).toMatchObject({ ok: true });
      expect(await sight(w, hangzhou)).toEqual({ accounts: ['一组客户', '二组客户'], deals: 1 });
    }));

  it('keeps every ancestor of everything below it', () =>
    inWorld(async (w) => {
      const city = await secondCity(w);
      const [department] = await w.owner
        .insert(units)
        .values({ tenantId: w.unit.zj.tenantId, parentId: w.unit.hangzhou.id, kind: 'department', name: '政企部' })
        .returning();
      await moveUnit(w.admin, { id: w.unit.team.id, parentId: department!.id, version: 1 });
      await moveUnit(w.admin, { id: department!.id, parentId: city.id, version: 1 });
      const above = async (id: number) =>
        (await w.owner.select().from(unitTree).where(eq(unitTree.descendantId, id)))
          .sort((a, b) => a.depth - b.depth)
          .map(({ ancestorId }) => ancestorId);
      const line = [w.unit.team.id, department!.id, city.id, w.unit.zj.id, w.unit.group.id];
      expect(await above(w.unit.team.id)).toEqual(line);
      expect(await above(w.unit.team2.id)).toEqual([
        w.unit.team2.id,
        w.unit.hangzhou.id,
        w.unit.zj.id,
        w.unit.group.id,
      ]);
    }));

  it('goes nowhere it does not belong, for nobody who may not', () =>
    inWorld(async (w) => {
      const city = await secondCity(w);
      const { team, hangzhou, zj, gd, gdTeam } = w.unit;
      const move = (who: Context, id: number, parentId: number) => moveUnit(who, { id, parentId, version: 1 });
      const wrong = async (id: number, parentId: number) => {
        const done = await move(w.admin, id, parentId);
        return done.ok ? 'moved' : (done.fields?.parentId ?? done.reason);
      };
      const [department] = await w.owner
        .insert(units)
        .values({ tenantId: zj.tenantId, parentId: hangzhou.id, kind: 'department', name: '政企部' })
        .returning();
      const [inner] = await w.owner
        .insert(units)
        .values({ tenantId: zj.tenantId, parentId: department!.id, kind: 'department', name: '行业部' })
        .returning();
      expect(await wrong(department!.id, inner!.id)).toBe('unit.parent_below');
      expect(await wrong(department!.id, department!.id)).toBe('unit.parent_below');
      expect(await wrong(team.id, w.unit.team2.id)).toBe('unit.parent_kind');
      expect(await wrong(hangzhou.id, city.id)).toBe('unit.parent_kind');
      expect(await wrong(team.id, gd.id)).toBe('unit.parent_not_led');
      expect(await wrong(team.id, 2 ** 31 - 1)).toBe('unit.parent_not_led');
      expect(await wrong(zj.id, city.id)).toBe('unit.company');
      await w.owner.insert(units).values({ tenantId: zj.tenantId, parentId: city.id, kind: 'team', name: team.name });
      expect(await wrong(team.id, city.id)).toBe('unit.name_taken_there');
      for (const who of [w.manager, w.lead, w.director, w.hq])
        expect(await status(move(who, team.id, city.id))).toBe(403);
      for (const who of [w.stranger, w.strangerDirector]) expect(await status(move(who, team.id, gd.id))).toBe(404);
      expect(await status(move(w.admin, gdTeam.id, city.id))).toBe(404);
      expect((await fresh(w, team.id)).parentId).toBe(hangzhou.id);
    }));

  it.each<[string, (w: World) => Promise<unknown>]>([
    [
      'below itself',
      async (w) => w.owner.update(units).set({ parentId: w.unit.team.id }).where(eq(units.id, w.unit.hangzhou.id)),
    ],
    [
      'into another company',
      async (w) => w.admin.db.update(units).set({ parentId: w.unit.gd.id }).where(eq(units.id, w.unit.team.id)),
    ],
    [
      'away from its group',
      async (w) => w.admin.db.update(units).set({ parentId: w.unit.hangzhou.id }).where(eq(units.id, w.unit.zj.id)),
    ],
  ])('is refused by the database too: %s', (_, write) =>
    inWorld(async (w) => void (await expect(write(w)).rejects.toThrow())),
  );

  it('is written by nobody but administrators of it, whatever the page says', () =>
    inWorld(async (w) => {
      for (const who of [w.director, w.lead, w.manager, w.strangerDirector]) {
        const moved = await who.db
          .update(units)
          .set({ parentId: w.unit.zj.id })
          .where(eq(units.id, w.unit.team.id))
          .returning({ id: units.id });
        expect(moved).toEqual([]);
      }
    }));
});

describe('closing a unit', () => {
  it('is refused, with numbers, while anything is in it', () =>
    inWorld(async (w) => {
      const { team2, hangzhou, zj } = w.unit;
      const account = await w.account({ owner: w.otherTeam });
      const close = (id: number, version = 1) => closeUnit(w.admin, { id, version });
      expect(await close(team2.id)).toMatchObject({
        reason: 'unit.not_empty',
        params: { people: 1, accounts: 1, units: 0 },
      });
      expect(await close(hangzhou.id)).toMatchObject({ params: { people: 0, accounts: 0, units: 2, leads: 0 } });
      expect(await close(zj.id)).toMatchObject({ reason: 'unit.company' });
      for (const who of [w.manager, w.director, w.hq])
        expect(await status(closeUnit(who, { id: team2.id, version: 1 }))).toBe(403);
      expect(await status(closeUnit(w.strangerDirector, { id: team2.id, version: 1 }))).toBe(404);
      await w.owner.execute(sql`update people set left_on = '2026-11-20' where unit_id = ${team2.id}`);
      expect(await standingIn(w.admin, team2.id)).toEqual({ people: 0, accounts: 1, units: 0, leads: 0 });
      await w.owner.update(accounts).set({ deletedAt: new Date() }).where(eq(accounts.id, account.id));
      expect(await close(team2.id, 9)).toMatchObject({ reason: 'stale' });
      expect(await close(team2.id)).toEqual({ ok: true, value: null });
      expect(await close(team2.id)).toEqual({ ok: true, value: null }); // sent twice
      expect((await eventsOf(w, team2.id)).map(({ event }) => event)).toEqual(['unit.closed_down']);
      // a unit whose parts are all closed is empty
      expect(await standingIn(w.admin, hangzhou.id)).toMatchObject({ units: 1 });
    }));

  it('lets nothing in any more until it is open again', () =>
    inWorld(async (w) => {
      const city = await addUnit(w.admin, { parentId: w.unit.zj.id, kind: 'city', name: '舟山分公司' });
      if (!city.ok) throw new Error(city.reason);
      const parentId = city.value.id;
      const team = await addUnit(w.admin, { parentId, kind: 'team', name: '岛屿组' });
      if (!team.ok) throw new Error(team.reason);
      const { id } = team.value;
      const gone = await w.person({ unit: { id, tenantId: w.unit.zj.tenantId, name: '岛屿组' }, leftOn: '2026-01-01' });
      await closeUnit(w.admin, { id, version: 1 });
      await closeUnit(w.admin, { id: parentId, version: 1 });
      expect((await listLedUnits(w.admin)).map((unit) => unit.id)).not.toContain(id);
      expect((await listLedUnits(w.admin, { closed: true })).map((unit) => unit.id)).toContain(id);
      const inIt = { fields: { unitId: 'unit.is_closed' } };
      expect(await createPerson(w.admin, newPerson(id))).toMatchObject(inIt);
      expect(await grantRole(w.admin, w.manager.actor.personId, { role: 'team_lead', unitId: id })).toMatchObject(inIt);
      expect(await setLeaving(w.admin, gone.actor.personId, null, 1)).toMatchObject({ reason: 'person.unit_closed' });
      expect(await addUnit(w.admin, { parentId, kind: 'team', name: '二组' })).toMatchObject({
        reason: 'unit.is_closed',
      });
      expect(await moveUnit(w.admin, { id: w.unit.team.id, parentId, version: 1 })).toMatchObject({
        fields: { parentId: 'unit.parent_closed' },
      });
      expect(await moveUnit(w.admin, { id, parentId: w.unit.hangzhou.id, version: 2 })).toMatchObject({
        reason: 'unit.is_closed',
      });
      expect(await reopenUnit(w.admin, { id, version: 2 })).toMatchObject({ reason: 'unit.parent_closed' });
      for (const who of [w.manager, w.director])
        expect(await status(reopenUnit(who, { id: parentId, version: 2 }))).toBe(403);
      expect(await reopenUnit(w.admin, { id: parentId, version: 2 })).toEqual({ ok: true, value: null });
      expect(await reopenUnit(w.admin, { id: parentId, version: 2 })).toEqual({ ok: true, value: null });
      expect(await reopenUnit(w.admin, { id, version: 2 })).toMatchObject({ ok: true });
      expect((await eventsOf(w, id)).map(({ event }) => event).sort()).toEqual([
        'unit.closed_down',
        'unit.created',
        'unit.reopened',
      ]);
      expect(await createPerson(w.admin, newPerson(id))).toMatchObject({ ok: true });
      expect(await closeUnit(w.admin, { id, version: 3 })).toMatchObject({ params: { people: 1 } });
    }));

  it.each<[string, (w: World) => Promise<unknown>]>([
    [
      'a person',
      (w) =>
        w.owner.execute(sql`update people set unit_id = ${w.unit.gdTeam.id} where id = ${w.manager.actor.personId}`),
    ],
    [
      'a unit',
      (w) =>
        w.owner
          .insert(units)
          .values({ tenantId: w.unit.gd.tenantId, parentId: w.unit.gdTeam.id, kind: 'team', name: 'x' }),
    ],
  ])('is kept by the database too: %s', (_, write) =>
    inWorld(async (w) => {
      await w.owner.update(units).set({ closedAt: new Date() }).where(eq(units.id, w.unit.gdTeam.id));
      await expect(write(w)).rejects.toThrow();
    }),
  );

  it('comes with a name of its own for the administrator of the company too', () =>
    inWorld(async (w) => {
      expect(await renameUnit(w.admin, { id: w.unit.zj.id, name: '浙江省公司', version: 1 })).toMatchObject({
        ok: true,
      });
      expect((await fresh(w, w.unit.zj.id)).name).toBe('浙江省公司');
      expect(await renameUnit(w.admin, { id: w.unit.zj.id, name: '别名', version: 1 })).toMatchObject({
        reason: 'stale',
      });
    }));
});
