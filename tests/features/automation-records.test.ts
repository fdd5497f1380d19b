import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { composeEvent } from '~/features/api/webhook-body.server';
import { saveRule } from '~/features/automation/commands.server';
import { valuesOf } from '~/features/automation/form-values';
import { automationInput } from '~/features/automation/input';
import { lateRecords } from '~/features/automation/judge.server';
import { getRule, listFirings, tryRule } from '~/features/automation/queries.server';
import { fire } from '~/features/automation/run.server';
import { saveField } from '~/features/custom-fields/commands.server';
import { fieldInput } from '~/features/custom-fields/input';
import { referLead } from '~/features/leads/commands/receive.server';
import { settleCommitment } from '~/features/visits/commands/commitments.server';
import { inWorld, type World } from '../support/world';

const typed = (more: object) => ({ id: newId(), version: 0, name: '规则', isActive: 'on', withNotice: 'on', ...more });
async function rule(ctx: Context, more: object) {
  const result = await saveRule(ctx, automationInput.parse(typed(more)));
  if (!result.ok) throw new Error(JSON.stringify(result));
  return { tenantId: ctx.actor.tenantId, ruleId: result.value.id };
}
const rowsOf = async <T extends Record<string, unknown>>({ owner }: World, query: ReturnType<typeof sql>) => [
  ...(await owner.execute<T>(query)),
];
const told = async (w: World, id: string) =>
  (
    await rowsOf<{ who: string }>(
      w,
      sql`select person_id as who from notices where kind = 'rule_fired' and subject_id = ${id}`,
    )
  )
    .map(({ who }) => who)
    .sort();
const asked = async (w: World) =>
  (
    await rowsOf<{ events: string[] | string }>(
      w,
      sql`select j.payload->'events' as events from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'automation.run'
          and (j.payload->>'tenantId')::int = ${w.admin.actor.tenantId}`,
    )
  ).map(({ events }) => (typeof events === 'string' ? JSON.parse(events) : events) as string[]);
const ownField = async (ctx: Context, entity: string, more: object = {}) => {
  const field = {
    id: newId(),
    version: '0',
    entity,
    kind: 'one',
    key: 'level',
    label: '信创要求',
    options: '全国产\n部分国产',
  };
  const saved = await saveField(ctx, fieldInput.parse({ ...field, ...more }));
  if (!saved.ok) throw new Error(JSON.stringify(saved));
};

describe('a rule about other records than deals', () => {
  it('judges a customer by grade, industry, unit and its own fields, and writes them with an entry in the journal', () =>
    inWorld(async (w) => {
      await ownField(w.admin, 'accounts');
      await ownField(w.admin, 'accounts', { kind: 'number', key: 'sites', label: '网点数', options: '' });
      const [bank, school] = [
        await w.account({ grade: 'A', industry: '66', custom: { sites: 120 } }),
        await w.account({ grade: 'A', industry: '83', custom: { sites: 120 } }),
      ];
      const few = await w.account({ grade: 'A', industry: '66', custom: { sites: 3 } });
      const unknown = await w.account({ grade: 'A', industry: '66' });
      const key = await rule(w.admin, {
        ...{ event: 'account_assigned', grade: 'A', industry: 'J', unit: String(w.unit.hangzhou.id) },
        conditions: [
          { what: 'own:sites', is: 'is', value: '100' },
          { what: 'own:level', is: 'not' },
        ],
        ...{ task: '拜访', setField: 'own:level', setValue: '全国产', withEscalation: 'on' },
      });
      for (const other of [school, few, unknown]) expect(await fire(w.admin, key, other.id, 'a')).toBe(false);
      expect(await fire(w.admin, key, bank.id, 'a')).toBe(true);
      expect(await fire(w.admin, key, bank.id, 'a')).toBe(false);
      expect(await rowsOf(w, sql`select custom->>'level' as level from accounts where id = ${bank.id}`)).toEqual([
        { level: '全国产' },
      ]);
      expect(await rowsOf(w, sql`select text, owner_id from commitments where account_id = ${bank.id}`)).toEqual([
        { text: '拜访', owner_id: bank.ownerId },
      ]);
      expect(await told(w, bank.id)).toEqual([w.manager.actor.personId, w.lead.actor.personId].sort());
      expect(
        await rowsOf(w, sql`select after from journal where subject_id = ${bank.id} and event = 'account.changed'`),
      ).toHaveLength(1);
      expect(await listFirings(w.admin, key.ruleId)).toMatchObject([
        { outcome: 'done', subject: 'account', subjectId: bank.id, title: bank.name },
      ]);
      const row = await getRule(w.admin, key.ruleId);
      expect(valuesOf(row)).toMatchObject({
        ...{ grade: 'A', industry: 'J', unit: String(w.unit.hangzhou.id), setField: 'own:level', setValue: '全国产' },
        ...{ 'conditions.0.what': 'own:sites', 'conditions.0.value': '100', 'conditions.1.is': 'not' },
      });
      const webhook = {
        tenantId: bank.tenantId,
        event: 'rule.fired',
        subjectId: bank.id,
        ruleId: key.ruleId,
        at: w.admin.now,
      };
      expect(await composeEvent(w.admin, webhook)).toMatchObject({ kind: 'accounts', id: bank.id });
      expect(await composeEvent(await w.person({ unit: w.unit.gd, role: 'admin' }), webhook)).toBeNull();
    }));

  it('fires for a customer left dissatisfied, and not for one who said nothing', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const seen = (satisfaction: number | null) =>
        w.visit(account, {
          status: 'completed',
          satisfaction,
          startedAt: w.admin.now,
          endedAt: w.admin.now,
          note: '见了',
        });
      const [bad, good, silent] = [await seen(2), await seen(5), await seen(null)];
      const key = await rule(w.admin, {
        event: 'visit_completed',
        conditions: [{ what: 'range:satisfaction', is: 'not', value: '3' }],
      });
      for (const other of [good, silent]) expect(await fire(w.admin, key, other.id, 'a')).toBe(false);
      expect(await fire(w.admin, key, bad.id, 'a')).toBe(true);
      expect(await told(w, bad.id)).toEqual([w.manager.actor.personId]);
    }));

  it('is asked about a lead that came in, and tells who leads while nobody has it', () =>
    inWorld(async (w) => {
      const lead = { company: '西湖酒店', contactName: '李女士', phone: '13800138000', need: '专线' };
      await referLead(w.employee, { id: newId(), ...lead });
      expect(await asked(w)).toEqual([]);
      const key = await rule(w.admin, { event: 'lead_created', setField: 'industry', setValue: '住宿业' });
      const id = newId();
      await referLead(w.employee, { id, ...lead, company: '东湖酒店', phone: '13800138001' });
      expect(await asked(w)).toEqual([['lead_created']]);
      expect(await fire(w.admin, key, id, 'entry')).toBe(true);
      expect(await rowsOf(w, sql`select industry from leads where id = ${id}`)).toEqual([{ industry: '61' }]);
      expect((await told(w, id)).length).toBeGreaterThan(0);
    }));

  it('is asked about a commitment broken, once, and stops when it set itself off', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const promise = await w.commitment(account);
      const key = await rule(w.admin, { event: 'commitment_broken', withEscalation: 'on' });
      const made = await rule(w.admin, { event: 'commitment_made', task: '再约' });
      await settleCommitment(w.manager, { commitmentId: promise.id, version: 1, verb: 'break' } as never);
      expect(await asked(w)).toEqual([['commitment_broken']]);
      expect(await fire(w.admin, key, promise.id, 'entry')).toBe(true);
      expect(await told(w, promise.id)).toContain(w.lead.actor.personId);
      expect(await fire(w.admin, made, promise.id, 'entry')).toBe(true);
      expect(await asked(w)).toContainEqual(['commitment_made']);
      const [next] = await rowsOf<{ id: string }>(
        w,
        sql`select id from commitments where account_id = ${account.id} and text = '再约'`,
      );
      expect(await fire(w.admin, made, next!.id, 'entry', [made.ruleId])).toBe(false);
      expect((await listFirings(w.admin, made.ruleId)).map(({ outcome }) => outcome).sort()).toEqual([
        'done',
        'stopped',
      ]);
    }));

  it('finds by the clock what nobody visited, took or kept, and tells beforehand', () =>
    inWorld(async (w) => {
      const day = 86_400_000;
      const ago = (days: number) => new Date(w.admin.now.getTime() - days * day);
      const account = await w.account();
      const planned = await w.visit(account, { plannedAt: ago(5) });
      await w.visit(account, { plannedAt: ago(5), status: 'cancelled' });
      const due = await w.commitment(account, { dueOn: '2026-11-10' });
      await w.commitment(account, { dueOn: '2026-11-10', state: 'kept', settledOn: '2026-11-10' });
      for (const [event, days, id] of [
        ['visit_overdue', '3', planned.id],
        ['commitment_overdue', '7', due.id],
      ] as const) {
        const key = await rule(w.admin, { event, days });
        const row = await getRule(w.admin, key.ruleId);
        const found = await lateRecords(w.admin, row, { most: 10 });
        expect(found.map((one) => one.id)).toEqual([id]);
        expect(await tryRule(w.admin, row)).toMatchObject({ times: 1, records: [{ id }] });
        expect(await fire(w.admin, key, id, found[0]!.occasion)).toBe(true);
        expect(await lateRecords(w.admin, row, { most: 10 })).toEqual([]);
      }
    }));

  it('acts on nothing of another company, tells nobody for who does not administer, and says what is wrong at the field', () =>
    inWorld(async (w) => {
      const account = await w.account();
      const stranger = await w.person({ unit: w.unit.gd, role: 'admin' });
      const key = await rule(stranger, { event: 'account_changed' });
      expect(await fire(stranger, { ...key, tenantId: account.tenantId }, account.id, 'a')).toBe(false);
      const tell = (who: Context) =>
        who.db.execute<{
          n: number;
        }>(sql`select app.tell_of_rule(${account.tenantId}::integer, 'account', ${account.id}::uuid,
          ${key.ruleId}::uuid, false, ${newId()}, now()) as n`);
      for (const who of [stranger, w.manager, w.director]) expect([...(await tell(who))]).toEqual([{ n: 0 }]);
      expect([...(await tell(w.admin))]).toEqual([{ n: 1 }]);
      const refused = async (more: object) =>
        (
          (await saveRule(w.admin, automationInput.parse(typed({ event: 'account_changed', ...more })))) as {
            fields?: object;
          }
        ).fields;
      await ownField(w.admin, 'accounts');
      expect(await refused({ conditions: [{ what: 'own:nothing', is: 'is' }] })).toEqual({
        'conditions.0.what': 'automation.not_of_this',
      });
      expect(await refused({ setField: 'own:level', setValue: '没有' })).toEqual({
        setValue: 'automation.value_unknown',
      });
      expect(await refused({ conditions: [{ what: 'own:level', is: 'is', value: '全国产' }] })).toBeUndefined();
    }));
});
