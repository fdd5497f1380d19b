import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { ok, type Result, refused } from '~/core/result';
import { makePromise } from '~/features/visits/commands/promise.server';
import { updateLocked } from '../opportunities/commands/update.server';
import { lockDeal } from './deal.server';
import type { RuleRecord } from './records.server';
import type { RuleAction } from './rules';
import { setField } from './set.server';

type Firing = { ruleId: string; occasion: string };

/** One action of a rule on a locked record, by the commands people use. */
export async function act(
  ctx: Context,
  record: RuleRecord,
  action: RuleAction,
  firing: Firing,
): Promise<Result<unknown>> {
  const inDays = (days: number) => addDays(today(ctx.now), days);
  const { subject, tenantId, id, accountId } = record;
  switch (action.kind) {
    case 'task': {
      if (!accountId) return refused('automation.no_customer');
      const opportunityId = subject === 'opportunity' ? id : null;
      return makePromise(ctx, {
        ...{ id: newId(), accountId, opportunityId, ownerId: record.ownerId, evidence: null },
        ...{ side: 'ours', text: action.text, dueOn: inDays(action.days) },
      });
    }
    case 'field': {
      const deal = await lockDeal(ctx, tenantId, id);
      const patch = { nextStep: action.nextStep, nextStepOn: inDays(action.days) };
      return deal ? updateLocked(ctx, deal, patch, false) : refused('automation.value_unknown');
    }
    case 'set':
      return setField(ctx, record, action.field, action.value);
    case 'notice':
    case 'escalation': {
      const fact = `rule:${firing.ruleId}:${id}:${action.kind}:${firing.occasion}`;
      await ctx.db.execute(sql`select app.tell_of_rule(${tenantId}::integer, ${subject}, ${id}::uuid, ${firing.ruleId}::uuid,
        ${action.kind === 'escalation'}::boolean, ${fact}, ${ctx.now.toISOString()}::timestamptz)`);
      return ok(null);
    }
    case 'webhook': {
      const [sent] = await ctx.db.execute<{ problem: string | null }>(sql`
        select app.rule_to_webhook(${tenantId}::integer, ${subject}, ${id}::uuid, ${firing.ruleId}::uuid,
          ${action.webhookId}::uuid, ${ctx.now.toISOString()}::timestamptz) as problem`);
      return sent?.problem ? refused(`automation.webhook_${sent.problem as 'gone' | 'off'}`) : ok(null);
    }
  }
}
