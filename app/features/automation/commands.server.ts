import { and, eq } from 'drizzle-orm';
import { automationRules } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '../people/history.server';
import type { AutomationInput } from './input';
import { problemsOfOwn } from './own.server';
import { findRuleWebhook } from './queries.server';

const facts = ({ name, isActive, body }: AutomationInput) => ({ name, isActive, ...body });

/** Makes a rule, or writes it anew; from then on it runs in the name of whoever did. Version 0 makes one; sent twice, it exists once. */
export function saveRule(ctx: Context, input: AutomationInput): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'automation.manage');
    const { tenantId, unitId, personId } = ctx.actor;
    const subject = { kind: 'rule' as const, id: input.id, tenantId, unitId, ownerId: personId };
    const named = input.body.actions.find((action) => action.kind === 'webhook');
    if (named && !(await findRuleWebhook(ctx, named.webhookId)))
      return refused('invalid', { fields: { webhook: 'error.choose' } });
    const problems = await problemsOfOwn(ctx, input.body);
    if (Object.keys(problems).length) return refused('invalid', { fields: problems });
    const here = and(eq(automationRules.tenantId, tenantId), eq(automationRules.id, input.id));
    const values = { ...facts(input), authorId: personId, updatedAt: ctx.now };
    if (input.version === 0) {
      const [added] = await ctx.db
        .insert(automationRules)
        .values({ tenantId, id: input.id, createdAt: ctx.now, ...values })
        .onConflictDoNothing()
        .returning({ id: automationRules.id });
      if (added) await record(ctx, 'rule.created', subject, { after: { name: input.name, isActive: input.isActive } });
      return ok({ id: input.id });
    }
    const [rule] = await ctx.db.select().from(automationRules).where(here).for('update');
    if (!rule) throw notFound();
    if (rule.version !== input.version) return stale(ctx, input.id);
    const { changed, before, after } = difference<Record<string, unknown>>(rule, facts(input));
    if (!changed.length && rule.authorId === personId) return ok({ id: input.id });
    await ctx.db
      .update(automationRules)
      .set({ ...values, version: rule.version + 1 })
      .where(here);
    await record(ctx, 'rule.changed', subject, { before, after });
    return ok({ id: input.id });
  });
}
