import { and, eq } from 'drizzle-orm';
import { leadPolicies, tenants, units } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '~/features/people/history.server';
import type { LimitsInput, RuleInput, RuleMove } from '../input';
import { getLeadPolicy, listLeadTakers } from '../queries/policy.server';
import { type LeadPolicy, type LeadRule, mostRules } from '../rules';

type Done = Result<{ version: number }>;
type Change = (policy: LeadPolicy) => Promise<Result<Partial<LeadPolicy>>> | Result<Partial<LeadPolicy>>;

/** Changes a company's rules. Only who administers the whole company may. */
function change(ctx: Context, tenantId: number, seen: number, make: Change): Promise<Done> {
  return inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'lead.manage');
    if (!ctx.actor.visibleTenants.includes(tenantId)) throw notFound();
    const [company] = await ctx.db
      .select({ rootUnitId: tenants.rootUnitId })
      .from(tenants)
      .where(eq(tenants.id, tenantId));
    if (!company?.rootUnitId) throw notFound();
    const current = await getLeadPolicy(ctx, tenantId);
    const id = current.id ?? newId();
    if (current.version !== seen) return stale(ctx, id);
    const wanted = await make(current.policy);
    if (!wanted.ok) return wanted;
    const values = { ...current.policy, ...wanted.value, version: seen + 1, updatedAt: ctx.now };
    const done = current.id
      ? await ctx.db
          .update(leadPolicies)
          .set(values)
          .where(and(eq(leadPolicies.tenantId, tenantId), eq(leadPolicies.version, seen)))
          .returning({ id: leadPolicies.id })
      : await ctx.db
          .insert(leadPolicies)
          .values({ ...values, tenantId, id })
          .onConflictDoNothing()
          .returning({ id: leadPolicies.id });
    if (!done.length) return stale(ctx, (await getLeadPolicy(ctx, tenantId)).id ?? id);
    await record(
      ctx,
      'lead.rules_changed',
      { kind: 'lead', id, tenantId, unitId: company.rootUnitId },
      { before: { ...current.policy }, after: { ...wanted.value } },
    );
    return ok({ version: seen + 1 });
  });
}

export const setLimits = (ctx: Context, tenantId: number, { version, ...limits }: LimitsInput): Promise<Done> =>
  change(ctx, tenantId, version, () => ok(limits));

/** Adds a rule at the end, or changes one where it stands. */
export const saveRule = (ctx: Context, tenantId: number, { version, ruleId, ...said }: RuleInput): Promise<Done> =>
  change(ctx, tenantId, version, async ({ rules }) => {
    const [unit] = await ctx.db
      .select({ id: units.id })
      .from(units)
      .where(and(eq(units.id, said.unitId), eq(units.tenantId, tenantId)));
    if (!unit) return refused('invalid', { fields: { unitId: 'error.choose' } });
    const { personId } = said;
    if (personId && !(await listLeadTakers(ctx, tenantId, unit.id)).some((one) => one.personId === personId))
      return refused('invalid', { fields: { personId: 'lead_rule.person_elsewhere' } });
    if (!ruleId && rules.length >= mostRules) return refused('lead_rule.too_many');
    const rule: LeadRule = { ...said, id: ruleId ?? newId() };
    const known = rules.some((one) => one.id === ruleId);
    return ok({ rules: known ? rules.map((one) => (one.id === ruleId ? rule : one)) : [...rules, rule] });
  });

/** One place up or down, or away. */
export const moveRule = (ctx: Context, tenantId: number, { version, ruleId, way }: RuleMove): Promise<Done> =>
  change(ctx, tenantId, version, ({ rules }) => {
    const at = rules.findIndex((one) => one.id === ruleId);
    if (at < 0) throw notFound();
    const rest = rules.toSpliced(at, 1);
    if (way === 'remove') return ok({ rules: rest });
    return ok({ rules: rest.toSpliced(Math.max(0, way === 'up' ? at - 1 : at + 1), 0, rules[at]!) });
  });
