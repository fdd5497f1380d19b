import { and, eq } from 'drizzle-orm';
import { automationFirings, automationRules, journal, visits } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { act } from './act.server';
import { lockDeal, thoseMeant } from './judge.server';
import { type FiringOutcome, stopReason } from './rules';

export type RuleRow = typeof automationRules.$inferSelect;
/** A rule, and the company it acts in: its own or one below. */
export type Key = { tenantId: number; ruleId: string };

/** The rule as it is now; null once it is switched off. */
export async function findRule(ctx: Context, ruleId: string): Promise<RuleRow | null> {
  const [rule] = await ctx.db
    .select()
    .from(automationRules)
    .where(and(eq(automationRules.id, ruleId), eq(automationRules.isActive, true)));
  return rule ?? null;
}

/** The deal an entry of the journal is about; of a visit the one it was made for. */
export async function dealOf(ctx: Context, tenantId: number, entryId: string): Promise<string | null> {
  const [entry] = await ctx.db
    .select({ subject: journal.subject, subjectId: journal.subjectId })
    .from(journal)
    .where(and(eq(journal.tenantId, tenantId), eq(journal.id, entryId)));
  if (entry?.subject !== 'visit') return entry?.subjectId ?? null;
  const [visit] = await ctx.db
    .select({ opportunityId: visits.opportunityId })
    .from(visits)
    .where(and(eq(visits.tenantId, tenantId), eq(visits.id, entry.subjectId)));
  return visit?.opportunityId ?? null;
}

type FiringDetail = typeof automationFirings.$inferInsert.detail;

async function noteFiring(
  ctx: Context,
  { tenantId, ruleId }: Key,
  deal: { id: string; accountId: string },
  occasion: string,
  outcome: FiringOutcome,
  detail: FiringDetail,
) {
  const values = { tenantId, id: newId(), ruleId, opportunityId: deal.id, occasion, at: ctx.now, outcome, detail };
  const [noted] = await ctx.db.insert(automationFirings).values(values).onConflictDoNothing().returning();
  if (!noted) return;
  const { unitId, personId: ownerId } = ctx.actor;
  const subject = { kind: 'rule' as const, id: ruleId, tenantId, unitId, ownerId, accountId: deal.accountId };
  await record(ctx, `rule.${outcome === 'stopped' ? 'stopped' : 'fired'}`, subject, {
    after: { opportunityId: deal.id },
  });
}

/** Into the log of the rule, once what it did is undone: it broke on this deal, and does not try the occasion again. */
export const noteBroken = (ctx: Context, key: Key, dealId: string, occasion: string) =>
  inTransaction(ctx, async (ctx) => {
    const deal = await lockDeal(ctx, key.tenantId, dealId);
    if (deal) await noteFiring(ctx, key, deal, occasion, 'failed', { reason: 'error' });
  });

/**
 * Lets a rule act on a deal for one occasion, in one transaction with the note that it did: killed in the middle nothing
 * has happened, run twice it happens once. `path`: the rules that led here.
 */
export const fire = (ctx: Context, key: Key, dealId: string, occasion: string, path: string[] = []): Promise<boolean> =>
  inTransaction({ ...ctx, causedBy: [...path, key.ruleId] }, async (ctx) => {
    requirePermission(ctx.actor, 'automation.manage');
    const rule = await findRule(ctx, key.ruleId);
    const deal = rule && (await lockDeal(ctx, key.tenantId, dealId));
    if (!rule || !deal || !(await thoseMeant(ctx, rule, [deal])).length) return false;
    const [tenantId, ruleId] = [key.tenantId, key.ruleId];
    const [known] = await ctx.db
      .select({ id: automationFirings.id })
      .from(automationFirings)
      .where(
        and(
          eq(automationFirings.tenantId, tenantId),
          eq(automationFirings.ruleId, ruleId),
          eq(automationFirings.opportunityId, dealId),
          eq(automationFirings.occasion, occasion),
        ),
      ); // the deal is locked: nobody adds it meanwhile
    if (known) return false;
    const note = (outcome: FiringOutcome, detail: FiringDetail) =>
      noteFiring(ctx, key, deal, occasion, outcome, detail);
    const reason = stopReason(path, ruleId);
    if (reason) {
      await note('stopped', { reason });
      return false;
    }
    const actions: { kind: string; reason: string | null }[] = [];
    for (const action of rule.actions) {
      // an action before may have changed it
      const now = (await lockDeal(ctx, tenantId, dealId)) ?? deal;
      const result = await act(ctx, now, action, { ruleId, occasion });
      const [field] = result.ok ? [] : Object.values(result.fields ?? {});
      actions.push({ kind: action.kind, reason: result.ok ? null : (field ?? result.reason) });
    }
    await note(actions.some(({ reason }) => reason) ? 'failed' : 'done', { actions });
    return true;
  });
