import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { composeEvent } from '~/features/api/webhook-body.server';
import { saveRule } from '~/features/automation/commands.server';
import { automationInput } from '~/features/automation/input';
import { listFirings, tryRule } from '~/features/automation/queries.server';
import { fire } from '~/features/automation/run.server';
import { createWebhook, switchWebhook } from '~/features/webhooks/commands/manage.server';
import { inWorld, type World } from '../support/world';

async function webhookOf(who: Context) {
  const { tenantId } = who.actor;
  const url = 'https://hooks.example.com/in';
  const made = await createWebhook(who, { id: newId(), tenantId, name: '账单系统', url, events: ['account.updated'] });
  if (!made.ok) throw new Error(made.reason);
  return made.value.id;
}
const typed = (webhook: string, more = {}) =>
  automationInput.parse({ id: newId(), version: 0, name: '大单', event: 'changed', isActive: 'on', webhook, ...more });
async function ruleOf(who: Context, webhook: string) {
  const saved = await saveRule(who, typed(webhook));
  if (!saved.ok) throw new Error(saved.reason);
  return { tenantId: who.actor.tenantId, ruleId: saved.value.id };
}
const waitingFor = async (w: World, id: string) => [
  ...(await w.owner.execute(sql`select tenant_id, event, subject_id, rule_id, journal_id, state from webhook_deliveries
    where webhook_id = ${id} order by created_at`)),
];

describe('a rule that sends to a webhook', () => {
  it('puts the deal into its outbox once for an occasion, and asks for the job', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account({ owner: w.manager }));
      const hook = await webhookOf(w.admin);
      const key = await ruleOf(w.admin, hook);
      expect(await fire(w.admin, key, deal.id, 'entry:1')).toBe(true);
      expect(await fire(w.admin, key, deal.id, 'entry:1')).toBe(false);
      expect(await fire(w.admin, key, deal.id, 'entry:2', [key.ruleId])).toBe(false); // a loop
      expect(await waitingFor(w, hook)).toEqual([
        {
          ...{ tenant_id: w.admin.actor.tenantId, event: 'rule.fired', subject_id: deal.id },
          ...{ rule_id: key.ruleId, journal_id: null, state: 'waiting' },
        },
      ]);
      const [job] = await w.owner.execute(sql`select count(*)::int as n from graphile_worker._private_jobs
        where payload->>'webhookId' = ${hook}`);
      expect(job?.n).toBe(1);
      const [taken] = await w.admin.db.execute<{ rule_id: string; event: string }>(
        sql`select * from app.take_delivery(${key.tenantId}::int, ${hook}::uuid)`,
      );
      expect(taken).toMatchObject({ rule_id: key.ruleId, event: 'rule.fired' });
    }));

  it('tells what whom the webhook acts for may see, and nothing of a deal they do not', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account({ owner: w.manager }));
      const happened = { tenantId: deal.tenantId, event: 'rule.fired', subjectId: deal.id, at: w.admin.now };
      const hook = await webhookOf(w.admin);
      await fire(w.admin, await ruleOf(w.admin, hook), deal.id, 'a');
      const told = await composeEvent(w.admin, { ...happened, ruleId: 'r' });
      expect(told).toMatchObject({ kind: 'opportunities', id: deal.id, ruleId: 'r', record: { title: deal.title } });
      const stranger = await w.person({ unit: w.unit.gd, role: 'admin' });
      expect(await composeEvent(stranger, { ...happened, ruleId: 'r' })).toBeNull();
    }));

  it('of the group sends deals of the companies below to the group’s webhook', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account({ owner: w.manager }));
      const head = await w.person({ unit: w.unit.group, role: 'admin' });
      const hook = await webhookOf(head);
      const { ruleId } = await ruleOf(head, hook);
      expect(await fire(head, { tenantId: deal.tenantId, ruleId }, deal.id, 'a')).toBe(true);
      expect(await waitingFor(w, hook)).toMatchObject([{ tenant_id: head.actor.tenantId, subject_id: deal.id }]);
    }));

  it('names a webhook of its own company only', () =>
    inWorld(async (w) => {
      const stranger = await w.person({ unit: w.unit.gd, role: 'admin' });
      const theirs = await webhookOf(stranger);
      const refusal = { ok: false, fields: { webhook: 'error.choose' } };
      expect(await saveRule(w.admin, typed(theirs))).toMatchObject(refusal);
      expect(await saveRule(w.admin, typed(newId()))).toMatchObject(refusal);
      const problems = automationInput.safeParse({ ...typed(theirs), name: '大单', event: 'changed', webhook: 'x' });
      expect(problems.error?.issues.map(({ path }) => path.join('.'))).toContain('webhook');
      // past the command, the database asks the same
      const key = await ruleOf(w.admin, await webhookOf(w.admin));
      const deal = await w.opportunity(await w.account({ owner: w.manager }));
      const send = (who: Context) =>
        who.db.execute<{
          problem: string;
        }>(sql`select app.rule_to_webhook(${deal.tenantId}::int, 'opportunity', ${deal.id}::uuid, ${key.ruleId}::uuid,
          ${theirs}::uuid, now()) as problem`);
      for (const who of [w.admin, stranger, w.manager]) expect((await send(who))[0]?.problem).toBe('gone');
      expect(await waitingFor(w, theirs)).toEqual([]);
    }));

  it('says in its log when the webhook is off, and beforehand what would be sent', () =>
    inWorld(async (w) => {
      const deal = await w.opportunity(await w.account({ owner: w.manager }));
      const hook = await webhookOf(w.admin);
      const key = await ruleOf(w.admin, hook);
      const { body } = typed(hook);
      expect(await tryRule(w.admin, body)).toMatchObject({ webhook: { name: '账单系统', isOff: false } });
      await switchWebhook(w.admin, hook, 1, false);
      expect(await tryRule(w.admin, body)).toMatchObject({ webhook: { isOff: true } });
      expect(await fire(w.admin, key, deal.id, 'a')).toBe(true);
      expect(await listFirings(w.admin, key.ruleId)).toMatchObject([
        { outcome: 'failed', detail: { actions: [{ kind: 'webhook', reason: 'automation.webhook_off' }] } },
      ]);
      expect(await waitingFor(w, hook)).toEqual([]);
    }));
});
