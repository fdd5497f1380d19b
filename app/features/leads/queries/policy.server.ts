import { eq } from 'drizzle-orm';
import { leadPolicies } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
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
