import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { people, sessions } from '#drizzle/schema';
import { newId } from '~/core/ids';
import { createPerson, setLeaving, updatePerson } from '~/features/people/commands/person.server';
import { grantRole, issuePassword, revokeRole } from '~/features/people/commands/roles.server';
import { listJournalOf } from '~/features/people/history.server';
import { peopleFilter } from '~/features/people/input';
import { countHoldings } from '~/features/people/queries/holdings.server';
import { getPerson, listPeople, listRolesHeld } from '~/features/people/queries/people.server';
import type { Role } from '~/features/people/rules';
import { inWorld, type World } from '../support/world';

const all = peopleFilter.parse({});
const input = (w: World, more: object = {}) => ({
  id: newId(),
  name: '孙悦',
  email: `${newId().slice(-12)}@test.invalid`,
  phone: '13800138000',
  employeeNo: 'E1',
  title: null,
  unitId: w.unit.team.id,
  joinedOn: '2026-11-01',
  role: 'account_manager' as Role,
  ...more,
});
const notFound = { init: { status: 404 } };
const forbidden = { init: { status: 403 } };

describe('the directory', () => {
  it('shows one company to its people, all to headquarters, another company to nobody else', () =>
    inWorld(async (w) => {
      const names = async (who: typeof w.manager) => (await listPeople(who, all, null)).rows.map((row) => row.name);
      expect(await names(w.manager)).toContain('陈静');
      expect(await names(w.manager)).not.toContain('黄志强');
      expect(await names(w.stranger)).not.toContain('王芳');
      expect(await names(w.hq)).toEqual(expect.arrayContaining(['王芳', '黄志强']));
      await expect(getPerson(w.stranger, w.manager.actor.personId)).rejects.toMatchObject(notFound);
      await expect(getPerson(w.stranger, newId())).rejects.toMatchObject(notFound);
      const agent = await w.person({ role: 'partner_agent', name: '代理商' });
      await expect(getPerson(agent, w.manager.actor.personId)).rejects.toMatchObject(notFound);
      expect(await getPerson(agent, agent.actor.personId)).toMatchObject({ name: '代理商' });
    }));

  it('narrows by text, unit, role and state', () =>
    inWorld(async (w) => {
      const names = async (filter: object) =>
        (await listPeople(w.director, peopleFilter.parse(filter), null)).rows.map((row) => row.name).sort();
      const made = await createPerson(w.admin, input(w));
      expect(made.ok).toBe(true);
      expect(await names({ q: '孙' })).toEqual(['孙悦']);
      expect(await names({ q: 'sunyue' })).toEqual(['孙悦']);
      expect(await names({ q: '8000' })).toEqual(['孙悦']);
      expect(await names({ unit: w.unit.team2.id })).toEqual(['陈静']);
      expect(await names({ role: 'team_lead' })).toEqual(['刘洋']);
      expect(await names({ state: 'left' })).toEqual([]);
      await w.person({ name: '走了', leftOn: '2026-11-20' });
      expect(await names({ state: 'left' })).toEqual(['走了']);
      expect(await names({})).not.toContain('走了');
      expect(
        (await listPeople(w.director, peopleFilter.parse({ unit: 'x', role: 'king', state: '?' }), 'junk')).rows.length,
      ).toBeGreaterThan(5);
    }));

  it('pages by name without losing or repeating anybody', () =>
    inWorld(async (w) => {
      for (let i = 0; i < 55; i++) await w.person({ name: `员工${i}` });
      const first = await listPeople(w.manager, all, null);
      const second = await listPeople(w.manager, all, first.after);
      const ids = [...first.rows, ...second.rows].map((row) => row.id);
      expect(first.rows).toHaveLength(50);
      expect(second.after).toBeNull();
      expect(new Set(ids).size).toBe(ids.length);
      const everybody = await w.manager.db.select({ id: people.id }).from(people);
      expect([...ids].sort()).toEqual(everybody.map((row) => row.id).sort());
    }));

  it('counts what a person holds, as far as the asker sees it', () =>
    inWorld(async (w) => {
      const account = await w.account();
      await w.opportunity(account);
      await w.opportunity(account, { stageType: 'won', closedOn: '2026-11-01', closeReason: 'price' });
      await w.visit(account);
      await w.commitment(account);
      const held = { accounts: 1, assignments: 1, opportunities: 1, visits: 1, commitments: 1 };
      expect(await countHoldings(w.lead, w.manager.actor.personId)).toEqual(held);
      expect(Object.values(await countHoldings(w.stranger, w.manager.actor.personId))).toEqual([0, 0, 0, 0, 0]);
    }));
});

describe('managing people', () => {
  it('creates once, however often it is sent, and says when an e-mail is taken', () =>
    inWorld(async (w) => {
      const values = input(w);
      expect(await createPerson(w.admin, values)).toEqual({ ok: true, value: { id: values.id } });
      expect(await createPerson(w.admin, values)).toEqual({ ok: true, value: { id: values.id } });
      expect((await getPerson(w.admin, values.id)).phone).toBe('138 0013 8000');
      expect(await listRolesHeld(w.admin, [values.id])).toMatchObject([
        { role: 'account_manager', unitId: w.unit.team.id },
      ]);
      expect(await createPerson(w.admin, { ...values, id: newId() })).toMatchObject({
        fields: { email: 'person.email_taken' },
      });
      expect(await createPerson(w.admin, input(w, { phone: '12' }))).toMatchObject({
        fields: { phone: 'error.phone' },
      });
      expect(await listJournalOf(w.admin, values.id)).toMatchObject([
        { event: 'person.created', after: { name: '孙悦' } },
      ]);
    }));

  it('changes under the version seen, with a journal of before and after', () =>
    inWorld(async (w) => {
      const values = input(w);
      await createPerson(w.admin, values);
      const { id: _, role: __, ...fields } = values;
      const saved = await updatePerson(w.admin, values.id, { ...fields, name: '孙悦悦', version: 1 });
      expect(saved.ok).toBe(true);
      const stale = await updatePerson(w.admin, values.id, { ...fields, name: '别名', version: 1 });
      expect(stale).toMatchObject({ ok: false, reason: 'stale', params: { who: '管理员' } });
      const [entry] = await listJournalOf(w.admin, values.id, 1);
      expect(entry).toMatchObject({ event: 'person.changed', before: { name: '孙悦' }, after: { name: '孙悦悦' } });
      expect((await listPeople(w.admin, peopleFilter.parse({ q: 'syy' }), null)).rows).toHaveLength(1);
      const other = w.lead.actor.email;
      expect(await updatePerson(w.admin, values.id, { ...fields, email: other, version: 2 })).toMatchObject({
        fields: { email: 'person.email_taken' },
      });
    }));

  it('is the administrator’s alone, and only in the units led', () =>
    inWorld(async (w) => {
      for (const who of [w.manager, w.lead, w.director, w.hq, w.trainer, w.employee])
        await expect(createPerson(who, input(w))).rejects.toMatchObject(forbidden);
      expect(await createPerson(w.admin, input(w, { unitId: w.unit.gdTeam.id }))).toMatchObject({
        fields: { unitId: 'person.unit_not_led' },
      });
      const target = w.manager.actor.personId;
      await expect(setLeaving(w.director, target, '2026-11-30', 1)).rejects.toMatchObject(forbidden);
      await expect(grantRole(w.lead, target, { role: 'admin', unitId: w.unit.team.id })).rejects.toMatchObject(
        forbidden,
      );
      await expect(issuePassword(w.hq, target)).rejects.toMatchObject(forbidden);
      await expect(setLeaving(w.admin, w.stranger.actor.personId, '2026-11-30', 1)).rejects.toMatchObject(notFound);
      await expect(setLeaving(w.admin, w.hq.actor.personId, '2026-11-30', 1)).rejects.toMatchObject(forbidden);
      const raised = await grantRole(w.admin, target, { role: 'sales_director', unitId: w.unit.group.id });
      expect(raised).toMatchObject({ fields: { unitId: 'person.unit_not_led' } });
    }));

  it('records leaving and takes it back, never for oneself', () =>
    inWorld(async (w) => {
      const id = w.colleague.actor.personId;
      expect(await setLeaving(w.admin, id, '2026-11-30', 1)).toMatchObject({ ok: true });
      expect((await getPerson(w.admin, id)).leftOn).toBe('2026-11-30');
      expect(await setLeaving(w.admin, id, null, 1)).toMatchObject({ reason: 'stale' });
      expect(await setLeaving(w.admin, id, null, 2)).toMatchObject({ ok: true });
      expect((await listJournalOf(w.admin, id)).map((entry) => entry.event).sort()).toEqual([
        'person.left',
        'person.returned',
      ]);
      expect(await setLeaving(w.admin, w.admin.actor.personId, '2026-11-30', 1)).toMatchObject({
        reason: 'person.not_oneself',
      });
    }));

  it('grants and revokes roles; whoever acted in a revoked one goes on in another', () =>
    inWorld(async (w) => {
      const id = w.colleague.actor.personId;
      const at = { role: 'team_lead' as const, unitId: w.unit.team2.id };
      await grantRole(w.admin, id, at);
      await grantRole(w.admin, id, at);
      const session = newId();
      await w.owner.insert(sessions).values({
        id: session,
        tokenHash: session,
        personId: id,
        role: 'team_lead',
        expiresAt: new Date('2030-01-01'),
      });
      await revokeRole(w.admin, id, at);
      expect(await w.owner.select({ role: sessions.role }).from(sessions).where(eq(sessions.id, session))).toEqual([
        { role: 'account_manager' },
      ]);
      expect((await listJournalOf(w.admin, id)).map((entry) => entry.event).sort()).toEqual([
        'person.role_granted',
        'person.role_revoked',
      ]);
      expect(await revokeRole(w.admin, w.admin.actor.personId, { role: 'admin', unitId: w.unit.zj.id })).toMatchObject({
        reason: 'person.own_admin',
      });
    }));
});

describe('the walls below', () => {
  it('let the application role change no person without the administrator’s identity', () =>
    inWorld(async (w) => {
      for (const who of [w.manager, w.lead, w.director, w.hq]) {
        const changed = await who.db
          .update(people)
          .set({ name: 'x' })
          .where(eq(people.id, w.colleague.actor.personId))
          .returning({ id: people.id });
        expect(changed).toEqual([]);
      }
    }));
});
