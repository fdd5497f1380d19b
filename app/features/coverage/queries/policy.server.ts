import { asc, eq, inArray } from 'drizzle-orm';
import { coveragePolicies, tenants } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';
import { defaultPolicy, defaultProposing, type Policy } from '../policy';

const intervals = {
  managerA: coveragePolicies.managerA,
  managerB: coveragePolicies.managerB,
  managerC: coveragePolicies.managerC,
  managerD: coveragePolicies.managerD,
  leaderA: coveragePolicies.leaderA,
  leaderB: coveragePolicies.leaderB,
  leaderC: coveragePolicies.leaderC,
  leaderD: coveragePolicies.leaderD,
};

/** Companies whose accounts the person answers for or leads: their own and those seen whole. */
const companies = ({ actor }: Context) => [...new Set([actor.tenantId, ...actor.visibleTenants])];

/** What each of these companies asks for; who has written nothing down follows the defaults. */
export async function listPolicies(ctx: Context): Promise<Map<number, Policy>> {
  const ids = companies(ctx);
  const rows = await ctx.db
    .select({ tenantId: coveragePolicies.tenantId, ...intervals })
    .from(coveragePolicies)
    .where(inArray(coveragePolicies.tenantId, ids));
  const written = new Map(rows.map(({ tenantId, ...policy }) => [tenantId, policy]));
  return new Map(ids.map((id) => [id, written.get(id) ?? defaultPolicy]));
}

/** The companies whose policy an administrator may write: those seen whole. */
export const listPolicyCompanies = (ctx: Context) =>
  ctx.db
    .select({ id: tenants.id, name: tenants.name })
    .from(tenants)
    .where(inArray(tenants.id, ctx.actor.visibleTenants))
    .orderBy(asc(tenants.id));

/** One company's policy with its version, 0 while nothing has been written down. */
export async function getPolicy(ctx: Context, tenantId: number) {
  if (!companies(ctx).includes(tenantId)) throw notFound();
  const [row] = await ctx.db
    .select({
      id: coveragePolicies.id,
      version: coveragePolicies.version,
      proposes: coveragePolicies.proposes,
      proposeDays: coveragePolicies.proposeDays,
      proposePerDay: coveragePolicies.proposePerDay,
      ...intervals,
    })
    .from(coveragePolicies)
    .where(eq(coveragePolicies.tenantId, tenantId));
  const { id, version, proposes, proposeDays, proposePerDay, ...policy } = row ?? {
    id: null,
    version: 0,
    ...defaultProposing,
    ...defaultPolicy,
  };
  return { id, version, policy: policy satisfies Policy, proposing: { proposes, proposeDays, proposePerDay } };
}
