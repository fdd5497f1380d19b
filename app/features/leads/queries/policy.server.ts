import { eq, sql } from 'drizzle-orm';
import { leadPolicies } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { industrySection } from '~/features/accounts/industries';
import { type LeadFacts, ruleFor, type Taker, takerOf } from '../routing';
import { defaultLeadPolicy, type LeadPolicy, type LeadRule } from '../rules';

/** A company's rules; version 0 while it follows the defaults. */
export async function getLeadPolicy(
  ctx: Context,
  tenantId: number,
): Promise<{ id: string | null; version: number; policy: LeadPolicy }> {
  const [row] = await ctx.db.select().from(leadPolicies).where(eq(leadPolicies.tenantId, tenantId));
  if (!row) return { id: null, version: 0, policy: defaultLeadPolicy };
  const { id, version, acceptHours, pickLimit, coolDownHours, capacity } = row;
  const rules = (typeof row.rules === 'string' ? JSON.parse(row.rules) : row.rules) as LeadRule[];
  return { id, version, policy: { acceptHours, pickLimit, coolDownHours, capacity, rules } };
}

/** Who sells at or below a unit of the company, and how busy they are. */
export async function listLeadTakers(ctx: Context, tenantId: number, unitId: number): Promise<Taker[]> {
  const rows = await ctx.db.execute<{ person_id: string; name: string; open_leads: number; last_at: string | null }>(
    sql`select * from app.lead_takers(${tenantId}::integer, ${unitId}::integer)`,
  );
  return [...rows].map((row) => ({
    personId: row.person_id,
    name: row.name,
    openLeads: Number(row.open_leads),
    lastAt: row.last_at,
  }));
}

/** What would become of such a lead now: the place of the rule, whose unit, and who; null where it goes to the pool. */
export async function tryRules(
  ctx: Context,
  tenantId: number,
  policy: LeadPolicy,
  lead: LeadFacts,
  rootUnitId: number,
) {
  const rule = ruleFor(policy.rules, lead, industrySection);
  const taker = rule && takerOf(await listLeadTakers(ctx, tenantId, rule.unitId), rule, policy);
  return {
    place: rule ? policy.rules.indexOf(rule) + 1 : null,
    unitId: rule?.unitId ?? rootUnitId,
    name: taker?.name ?? null,
  };
}
