import { and, eq } from 'drizzle-orm';
import { automationFirings, automationRules, journal, visits } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { act } from './act.server';
import { thoseMeant } from './judge.server';
import { lockRecord, type RuleRecord } from './records.server';
import { type FiringOutcome, type RuleEvent, type RuleSubject, stopReason, subjectOf } from './rules';

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

/** The record an entry of the journal is about; of a visit, for rules about deals, the deal it was made for. */
export async function recordOf(ctx: Context, tenantId: number, event: RuleEvent, entryId: string) {
  const [entry] = await ctx.db
    .select({ subjectId: journal.subjectId, opportunityId: visits.opportunityId })
    .from(journal)
    .leftJoin(visits, and(eq(visits.tenantId, journal.tenantId), eq(visits.id, journal.subjectId)))
    .where(and(eq(journal.tenantId, tenantId), eq(journal.id, entryId)));
  return (event === 'visited' ? entry?.opportunityId : entry?.subjectId) ?? null;
}

type FiringDetail = typeof automationFirings.$inferInsert.detail;

async function noteFiring(
  ctx: Context,
  { tenantId, ruleId }: Key,
  about: Pick<RuleRecord, 'subject' | 'id' | 'accountId'>,
  occasion: string,
  outcome: FiringOutcome,
  detail: FiringDetail,
) {
  const values = {
    tenantId,
    id: newId(),
    ruleId,
    subject: about.subject,
    subjectId: about.id,
    occasion,
    at: ctx.now,
    outcome,
    detail,
  };
  const [noted] = await ctx.db.insert(automationFirings).values(values).onConflictDoNothing().returning();
  if (!noted) return;
  const { unitId, personId: ownerId } = ctx.actor;
  const subject = { kind: 'rule' as const, id: ruleId, tenantId, unitId, ownerId, accountId: about.accountId };
  await record(ctx, `rule.${outcome === 'stopped' ? 'stopped' : 'fired'}`, subject, {
    after: { [`${about.subject}Id`]: about.id },
  });
}

/** Into the log of the rule, once what it did is undone: it broke on this record, and does not try the occasion again. */
export const noteBroken = (ctx: Context, key: Key, subject: RuleSubject, id: string, occasion: string) =>
  inTransaction(ctx, async (ctx) => {
    const record = await lockRecord(ctx, subject, key.tenantId, id);
    if (record) await noteFiring(ctx, key, record, occasion, 'failed', { reason: 'error' });
  });

/**
 * Lets a rule act on a record for one occasion, in one transaction with the note that it did: killed in the middle nothing
 * has happened, run twice it happens once. `path`: the rules that led here.
 */
export const fire = (ctx: Context, key: Key, id: string, occasion: string, path: string[] = []): Promise<boolean> =>
  inTransaction({ ...ctx, causedBy: [...path, key.ruleId] }, async (ctx) => {
    requirePermission(ctx.actor, 'automation.manage');
    const rule = await findRule(ctx, key.ruleId);
    const subject = rule && subjectOf(rule.event);
    const record = subject && (await lockRecord(ctx, subject, key.tenantId, id));
    if (!rule || !record || !(await thoseMeant(ctx, rule, [record])).length) return false;
    const [tenantId, ruleId] = [key.tenantId, key.ruleId];
    const [known] = await ctx.db
      .select({ id: automationFirings.id })
      .from(automationFirings)
      .where(
        and(
          eq(automationFirings.tenantId, tenantId),
          eq(automationFirings.ruleId, ruleId),
          eq(automationFirings.subjectId, id),
          eq(automationFirings.occasion, occasion),
        ),
      ); // the record is locked: nobody adds it meanwhile
    if (known) return false;
    const note = (outcome: FiringOutcome, detail: FiringDetail) =>
      noteFiring(ctx, key, record, occasion, outcome, detail);
    const reason = stopReason(path, ruleId);
    if (reason) {
      await note('stopped', { reason });
      return false;
    }
    const actions: { kind: string; reason: string | null }[] = [];
    for (const action of rule.actions) {
      // an action before may have changed it
      const now = (await lockRecord(ctx, record.subject, tenantId, id)) ?? record;
      const result = await act(ctx, now, action, { ruleId, occasion });
      const [field] = result.ok ? [] : Object.values(result.fields ?? {});
      actions.push({ kind: action.kind, reason: result.ok ? null : (field ?? result.reason) });
    }
    await note(actions.some(({ reason }) => reason) ? 'failed' : 'done', { actions });
    return true;
  });
