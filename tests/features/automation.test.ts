import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { automationRules } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { saveRule } from '~/features/automation/commands.server';
import { automationInput } from '~/features/automation/input';
import { lateRecords } from '~/features/automation/judge.server';
import { getRule, listFirings, tryRule } from '~/features/automation/queries.server';
import type { RuleBody } from '~/features/automation/rules';
import { fire, recordOf } from '~/features/automation/run.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { inWorld, type World } from '../support/world';

const typed = (more: object) => ({
  id: newId(),
  version: 0,
  name: '大单',
  event: 'changed',
  isActive: 'on',
  withNotice: 'on',
  ...more,
});
async function rule(ctx: Context, more: object = {}) {
  const result = await saveRule(ctx, automationInput.parse(typed(more)));
  if (!result.ok) throw new Error(result.reason);
  return { tenantId: ctx.actor.tenantId, ruleId: result.value.id };
}
const rowsOf = async <T extends Record<string, unknown>>({ owner }: World, query: ReturnType<typeof sql>) => [
  ...(await owner.execute<T>(query)),
];
const noticesOf = (w: World, dealId: string) =>
  rowsOf<{ person_id: string }>(
    w,
    sql`select person_id from notices where kind = 'rule_fired' and subject_id = ${dealId} order by person_id`,
  );
type Job = { tenantId: number; events: string[]; entryId: string; path: string[] };
const jobsOf = async (w: World) =>
  (
    await rowsOf<{ payload: string | Job }>(
      w,
      sql`select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'automation.run' and (j.payload->>'tenantId')::int = ${w.admin.actor.tenantId}`,
    )
  ).map(({ payload }) => (typeof payload === 'string' ? (JSON.parse(payload) as Job) : payload));

describe('an automatic rule', () => {
  it('acts once for each occasion, by the commands people use, and writes what it did', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const deal = await w.opportunity(account);
      const key = await rule(w.admin, { task: '核实进展', taskDays: 2, nextStep: '约客户', withEscalation: 'on' });
      expect(await fire(w.admin, key, deal.id, 'entry:1')).toBe(true);
      expect(await fire(w.admin, key, deal.id, 'entry:1')).toBe(false);
      expect(
        await rowsOf(w, sql`select text, due_on, owner_id from commitments where opportunity_id = ${deal.id}`),
      ).toEqual([{ text: '核实进展', due_on: '2026-11-23', owner_id: deal.ownerId }]);
      expect(await rowsOf(w, sql`select next_step, next_step_on from opportunities where id = ${deal.id}`)).toEqual([
        { next_step: '约客户', next_step_on: '2026-11-24' },
      ]);
      const told = (await noticesOf(w, deal.id)).map((row) => row.person_id);
      expect(told).toEqual([w.manager.actor.personId, w.lead.actor.personId].sort());
      expect(await listFirings(w.admin, key.ruleId)).toMatchObject([
        { outcome: 'done', subject: 'opportunity', subjectId: deal.id, title: deal.title },
      ]);
    }));

  it('of the group holds for the companies below, and of a company for no other', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account({ owner: w.manager }));
      const head = await w.person({ unit: w.unit.group, role: 'admin' });
      const national = await rule(head);
      const tenantId = w.admin.actor.tenantId;
      const waiting = await rowsOf(w, sql`select tenant_id, rule_id from app.rules_for(${tenantId}, array['changed'])`);
      expect(waiting).toEqual([{ tenant_id: tenantId, rule_id: national.ruleId }]);
      expect(await fire(head, { tenantId, ruleId: national.ruleId }, deal.id, 'a')).toBe(true);
      await rule(w.admin);
      expect(
        await rowsOf(w, sql`select rule_id from app.rules_for(${w.stranger.actor.tenantId}, array['changed'])`),
      ).toHaveLength(1);
      expect(await listFirings(head, national.ruleId)).toHaveLength(1);
    }));

  it('looks at its conditions and its stage', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const small = await w.opportunity(account, { oneOffFen: 100_00 });
      const large = await w.opportunity(account, { oneOffFen: 900_000_00 });
      const conditions = [
        { what: 'range:totalFen', is: 'is', value: '5000' },
        { what: 'field:nextStep', is: 'not' },
      ];
      const key = await rule(w.admin, { conditions });
      expect(await fire(w.admin, key, small.id, 'a')).toBe(false);
      expect(await fire(w.admin, key, large.id, 'a')).toBe(true);
      const elsewhere = await rule(w.admin, { conditions, stage: 'negotiate' });
      expect(await fire(w.admin, elsewhere, large.id, 'a')).toBe(false);
    }));

  it('is asked for in the transaction of the event, and not by what it set off itself', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const deal = await w.opportunity(account);
      await updateOpportunity(w.manager, deal.id, { nextStep: '拜访', version: 1 });
      expect(await jobsOf(w)).toEqual([]);
      const key = await rule(w.admin, { nextStep: '约客户' });
      await updateOpportunity(w.manager, deal.id, { nextStep: '报价', version: 2 });
      const [asked] = await jobsOf(w);
      expect(asked).toMatchObject({ tenantId: account.tenantId, events: ['changed'], path: [] });
      expect(await recordOf(w.admin, asked!.tenantId, 'changed', asked!.entryId)).toBe(deal.id);
      expect(await fire(w.admin, key, deal.id, `entry:${asked!.entryId}`, asked!.path)).toBe(true);
      const next = (await jobsOf(w)).find(({ path }) => path.length > 0)!;
      expect(next.path).toEqual([key.ruleId]);
      expect(await fire(w.admin, key, deal.id, `entry:${next.entryId}`, next.path)).toBe(false);
      expect(
        (await listFirings(w.admin, key.ruleId)).map(({ outcome, detail }) => [outcome, detail.reason]),
      ).toContainEqual(['stopped', 'loop']);
      const other = await rule(w.admin, {});
      expect(await fire(w.admin, other, deal.id, 'x', ['a', 'b', 'c'])).toBe(false);
      expect(await listFirings(w.admin, other.ruleId)).toMatchObject([
        { outcome: 'stopped', detail: { reason: 'deep' } },
      ]);
    }));

  it('finds what is late or quiet, once for each stretch, and tells beforehand what would have fired', () =>
    inWorld(async (w) => {
      const account = await w.account({ owner: w.manager });
      const day = 86_400_000;
      const quiet = await w.opportunity(account, { lastActivityAt: new Date(w.admin.now.getTime() - 20 * day) });
      await w.opportunity(account, { lastActivityAt: new Date(w.admin.now.getTime() - 3 * day) });
      const late = await w.opportunity(account, { expectedCloseOn: '2026-11-10' });
      const key = await rule(w.admin, { event: 'idle', days: '14' });
      const row = await getRule(w.admin, key.ruleId);
      const found = await lateRecords(w.admin, row, { most: 10 });
      expect(found.map(({ id }) => id)).toEqual([quiet.id]);
      expect(await tryRule(w.admin, row)).toMatchObject({ times: 1, records: [{ id: quiet.id }] });
      expect(await fire(w.admin, key, quiet.id, found[0]!.occasion)).toBe(true);
      expect(await lateRecords(w.admin, row, { most: 10 })).toEqual([]);
      const overdue: RuleBody = {
        event: 'overdue',
        days: 5,
        stage: null,
        conditions: [],
        actions: [{ kind: 'notice' }],
      };
      expect(await tryRule(w.admin, overdue)).toMatchObject({ times: 1, records: [{ id: late.id }] });
      await updateOpportunity(w.manager, quiet.id, { nextStep: '拜访', version: 1 });
      const changed: RuleBody = { ...overdue, event: 'changed', days: null };
      expect(await tryRule(w.admin, changed)).toMatchObject({ times: 1, records: [{ id: quiet.id, times: 1 }] });
    }));

  it('is made by administrators, for their own company, and not over another’s change', () =>
    inWorld(async (w) => {
      for (const who of [w.manager, w.lead, w.director, w.stranger])
        await expect(rule(who)).rejects.toMatchObject({ init: { status: 403 } });
      const input = automationInput.parse(typed({}));
      expect(await saveRule(w.admin, input)).toMatchObject({ ok: true });
      expect(await saveRule(w.admin, input)).toMatchObject({ ok: true });
      expect(await saveRule(w.admin, { ...input, version: 1, name: '改' })).toMatchObject({ ok: true });
      expect(await saveRule(w.admin, { ...input, version: 1, name: '又改' })).toMatchObject({
        ok: false,
        reason: 'stale',
      });
      const stranger = await w.person({ unit: w.unit.gd, role: 'admin' });
      await expect(getRule(stranger, input.id)).rejects.toMatchObject({ init: { status: 404 } });
      await expect(saveRule(stranger, { ...input, version: 2 })).rejects.toMatchObject({ init: { status: 404 } });
      expect(await stranger.db.select().from(automationRules)).toEqual([]);
      const deal = await w.opportunity(await w.account({ owner: w.manager }));
      expect(await fire(stranger, { tenantId: w.admin.actor.tenantId, ruleId: input.id }, deal.id, 'a')).toBe(false);
      const events = await rowsOf<{ event: string }>(
        w,
        sql`select event from journal where subject_id = ${input.id} order by event`,
      );
      expect(events.map(({ event }) => event)).toEqual(['rule.changed', 'rule.created']);
    }));

  it('says at the field what is wrong with it', () => {
    const problems = (more: object) =>
      automationInput.safeParse(typed(more)).error?.issues.map(({ path }) => path.join('.'));
    expect(problems({ event: 'idle' })).toEqual(['days']);
    expect(problems({ withNotice: '' })).toEqual(['task']);
    expect(problems({ conditions: [{ what: 'range:totalFen', is: 'is', value: 'x' }] })).toEqual([
      'conditions.0.value',
    ]);
    const visit = { event: 'visit_completed' };
    expect(problems({ ...visit, conditions: [{ what: 'range:totalFen', is: 'is', value: '1' }] })).toEqual([
      'conditions.0.what',
    ]);
    expect(problems({ ...visit, nextStep: '约客户', stage: 'lead' })).toEqual(['nextStep', 'stage']);
    expect(problems({ event: 'lead_created', task: '联系' })).toEqual(['task']);
    expect(problems({ event: 'account_created', setField: 'grade', setValue: 'Z' })).toEqual(['setValue']);
    expect(problems({ event: 'account_created', setField: 'creditCode', setValue: 'A' })).toEqual(['setValue']);
    expect(problems({ conditions: [{ what: 'visit', is: 'not', value: '' }] })).toEqual(['conditions.0.value']);
    expect(problems({})).toBeUndefined();
  });
});
