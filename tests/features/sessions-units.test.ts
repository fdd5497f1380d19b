import { verify } from '@node-rs/argon2';
import { eq, inArray, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { credentials, roleGrants, sessions, units } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { issuePassword, switchRole } from '~/features/people/commands/roles.server';
import { revokeOtherSessions, revokeSession } from '~/features/people/commands/sessions.server';
import { addUnit, renameUnit } from '~/features/people/commands/units.server';
import { listJournalOf } from '~/features/people/history.server';
import { listOwnSessions } from '~/features/people/queries/sessions.server';
import { countPeopleByUnit, listHeads, listLedUnits, listUnits } from '~/features/people/queries/units.server';
import { inWorld } from '../support/world';

const notFound = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };

describe('passwords and sessions', () => {
  it('issues a first password that works, is stored as a hash and ends sessions', () =>
    inWorld(async (w) => {
      const id = w.manager.actor.personId;
      const session = newId();
      await w.owner.insert(sessions).values({
        id: session,
        tokenHash: session,
        personId: id,
        role: 'account_manager',
        expiresAt: new Date('2030-01-01'),
      });
      const issued = await issuePassword(w.admin, id);
      if (!issued.ok) throw new Error(issued.reason);
      const [stored] = await w.owner.select().from(credentials).where(eq(credentials.personId, id));
      expect(stored?.passwordHash).toMatch(/^\$argon2id\$/);
      expect(await verify(stored!.passwordHash, issued.value.password)).toBe(true);
      const [ended] = await w.owner.select().from(sessions).where(eq(sessions.id, session));
      expect(ended?.revokedAt).not.toBeNull();
      expect(JSON.stringify(await listJournalOf(w.admin, id))).not.toContain(issued.value.password);
      expect(await issuePassword(w.admin, w.admin.actor.personId)).toMatchObject({ reason: 'person.not_oneself' });
    }));

  it('refuses the database function to everybody but an administrator of the unit', () =>
    inWorld(async (w) => {
      const ask = async (who: typeof w.manager, id: string) =>
        (await who.db.execute<{ done: boolean }>(sql`select app.issue_password(${id}, 'x') as done`))[0]?.done;
      for (const who of [w.manager, w.lead, w.director, w.hq, w.stranger, w.strangerDirector])
        expect(await ask(who, w.colleague.actor.personId)).toBe(false);
      expect(await ask(w.admin, w.stranger.actor.personId)).toBe(false);
      expect(await ask(w.admin, w.admin.actor.personId)).toBe(false);
      const asked = [w.colleague, w.stranger, w.admin].map((who) => who.actor.personId);
      expect(await w.owner.select().from(credentials).where(inArray(credentials.personId, asked))).toEqual([]);
    }));

  it('switches to a role held and to no other', () =>
    inWorld(async (w) => {
      const { actor } = w.manager;
      await w.owner.insert(roleGrants).values({ personId: actor.personId, role: 'trainer', unitId: w.unit.team.id });
      await w.owner.insert(sessions).values({
        id: actor.sessionId,
        tokenHash: actor.sessionId,
        personId: actor.personId,
        role: actor.role,
        expiresAt: new Date('2030-01-01'),
      });
      const both = w.as({ ...actor, roles: ['account_manager', 'trainer'] });
      expect(await switchRole(both, 'trainer')).toMatchObject({ ok: true });
      const [now] = await w.owner
        .select({ role: sessions.role })
        .from(sessions)
        .where(eq(sessions.id, actor.sessionId));
      expect(now).toEqual({ role: 'trainer' });
      expect(await switchRole(both, 'admin')).toMatchObject({ ok: false, reason: 'person.role_not_held' });
    }));

  it('lists and ends own sessions, never another person’s', () =>
    inWorld(async (w) => {
      const open = async (who: typeof w.manager, id = newId()) => {
        await w.owner.insert(sessions).values({
          id,
          tokenHash: id,
          personId: who.actor.personId,
          role: 'account_manager',
          expiresAt: new Date('2030-01-01'),
        });
        return id;
      };
      const here = await open(w.manager, w.manager.actor.sessionId);
      const there = await open(w.manager);
      const third = await open(w.manager);
      const hers = await open(w.colleague);
      expect((await listOwnSessions(w.manager)).map((row) => row.id).sort()).toEqual([here, there, third].sort());
      await expect(revokeSession(w.manager, hers)).rejects.toMatchObject(notFound);
      expect(await revokeSession(w.manager, there)).toMatchObject({ ok: true });
      expect(await revokeOtherSessions(w.manager)).toEqual({ ok: true, value: { ended: 1 } });
      expect((await listOwnSessions(w.manager)).map((row) => row.id)).toEqual([here]);
      expect((await listOwnSessions(w.colleague)).map((row) => row.id)).toEqual([hers]);
    }));
});

describe('units', () => {
  it('shows the own company’s tree, its heads and counts', () =>
    inWorld(async (w) => {
      const seen = (await listUnits(w.manager)).map((unit) => unit.id);
      expect(seen).toEqual(expect.arrayContaining([w.unit.group.id, w.unit.zj.id, w.unit.team2.id]));
      expect(seen).not.toContain(w.unit.gd.id);
      expect((await listUnits(w.stranger)).map((unit) => unit.id)).not.toContain(w.unit.zj.id);
      expect((await countPeopleByUnit(w.manager)).get(w.unit.team2.id)).toBe(1);
      expect((await listHeads(w.manager)).map((head) => head.name)).toEqual(expect.arrayContaining(['刘洋', '周正宇']));
      expect((await listLedUnits(w.admin)).map((unit) => unit.id)).not.toContain(w.unit.group.id);
      expect((await listLedUnits(w.manager)).length).toBe(0);
    }));

  it('are added and renamed by the administrator of the unit above', () =>
    inWorld(async (w) => {
      const parentId = w.unit.hangzhou.id;
      const added = await addUnit(w.admin, { parentId, kind: 'team', name: '政企三组' });
      if (!added.ok) throw new Error(added.reason);
      expect((await listLedUnits(w.admin)).map((unit) => unit.id)).toContain(added.value.id);
      expect(await addUnit(w.admin, { parentId, kind: 'team', name: '政企三组' })).toMatchObject({
        fields: { name: 'unit.name_taken' },
      });
      expect(await addUnit(w.admin, { parentId, kind: 'city', name: '余杭' })).toMatchObject({
        fields: { kind: 'unit.kind_not_here' },
      });
      expect(await renameUnit(w.admin, { id: added.value.id, name: '政企四组', version: 1 })).toMatchObject({
        ok: true,
      });
      const [unit] = await w.owner.select().from(units).where(eq(units.id, added.value.id));
      expect(unit?.name).toBe('政企四组');
      await expect(addUnit(w.admin, { parentId: w.unit.gd.id, kind: 'team', name: 'x' })).rejects.toMatchObject(
        notFound,
      );
      await expect(renameUnit(w.admin, { id: w.unit.group.id, name: 'x', version: 1 })).rejects.toMatchObject(
        forbidden,
      );
      for (const who of [w.manager, w.lead, w.director, w.hq])
        await expect(addUnit(who, { parentId, kind: 'team', name: 'x' })).rejects.toMatchObject(forbidden);
    }));
});
