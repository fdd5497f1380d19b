import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { ok, type Result, refused } from '~/core/result';
import { makePromise } from '~/features/visits/commands/promise.server';
import { updateLocked } from '../opportunities/commands/update.server';
import type { Opportunity } from '../opportunities/queries.server';
import type { RuleAction } from './rules';

type Firing = { ruleId: string; occasion: string };

/** One action of a rule on a locked deal, by the commands people use. */
export async function act(
  ctx: Context,
  deal: Opportunity,
  action: RuleAction,
  firing: Firing,
): Promise<Result<unknown>> {
  const inDays = (days: number) => addDays(today(ctx.now), days);
  switch (action.kind) {
    case 'task':
      return makePromise(ctx, {
        ...{ id: newId(), accountId: deal.accountId, opportunityId: deal.id, ownerId: deal.ownerId, evidence: null },
        ...{ side: 'ours', text: action.text, dueOn: inDays(action.days) },
      });
    case 'field':
      return updateLocked(ctx, deal, { nextStep: action.nextStep, nextStepOn: inDays(action.days) }, false);
    case 'notice':
    case 'escalation': {
      const fact = `rule:${firing.ruleId}:${deal.id}:${action.kind}:${firing.occasion}`;
      await ctx.db.execute(sql`select app.tell_of_rule(${deal.tenantId}::integer, ${deal.id}::uuid, ${firing.ruleId}::uuid,
        ${action.kind === 'escalation'}::boolean, ${fact}, ${ctx.now.toISOString()}::timestamptz)`);
      return ok(null);
    }
    case 'webhook': {
      const [sent] = await ctx.db.execute<{
        problem: string | null;
      }>(sql`select app.rule_to_webhook(${deal.tenantId}::integer,
        ${deal.id}::uuid, ${firing.ruleId}::uuid, ${action.webhookId}::uuid, ${ctx.now.toISOString()}::timestamptz) as problem`);
      return sent?.problem ? refused(`automation.webhook_${sent.problem as 'gone' | 'off'}`) : ok(null);
    }
  }
}
