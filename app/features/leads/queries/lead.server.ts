import { and, eq, type SQL, sql } from 'drizzle-orm';
import { accounts, enquiryForms, leads, leadTurns, opportunities, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { notFound } from '~/core/refusals.server';
import { inScope } from '~/core/scope.server';
import { isSeller } from '../reach';

export type Lead = typeof leads.$inferSelect;

const ints = (list: number[]) => sql.raw(`'{${list.map((n) => Math.trunc(n)).join(',')}}'::integer[]`);

/** In the pool of one's own units, for who sells there; of a known customer for who serves it. */
export const inMyPool = (ctx: Context): SQL =>
  isSeller(ctx.actor.role)
    ? sql`(${leads.state} = 'pool' and ${leads.tenantId} = ${ctx.actor.tenantId}
        and ${leads.unitId} = any((select app.unit_line())::integer[])
        and (${leads.knownAccountId} is null or ${leads.knownAccountId} = any((select app.shared_accounts())::uuid[])))`
    : sql`false`;

/** Which leads exist for this person: what they have, what lies in what they lead, and their pool. */
export function leadsInScope(ctx: Context): SQL {
  const { actor } = ctx;
  const ways = [sql`${leads.holderId} = ${actor.personId}`, inMyPool(ctx)];
  if (actor.visibleTenants.length) ways.push(sql`${leads.tenantId} = any(${ints(actor.visibleTenants)})`);
  if (actor.visibleUnits.length) ways.push(sql`${leads.unitId} = any(${ints(actor.visibleUnits)})`);
  return sql`(${sql.join(ways, sql` or `)})`;
}

/** The lead for a command that changes it: nobody else does meanwhile. Null when it is not (any more) in sight. */
export async function findLockedLead(ctx: Context, id: string): Promise<Lead | null> {
  if (!isId(id)) return null;
  const [row] = await ctx.db
    .select()
    .from(leads)
    .where(and(eq(leads.id, id), leadsInScope(ctx)))
    .for('update');
  return row ?? null;
}

export async function lockLead(ctx: Context, id: string): Promise<Lead> {
  const row = await findLockedLead(ctx, id);
  if (!row) throw notFound();
  return row;
}

/** The lead with the names its page shows; customer and deal only as far as they are seen. */
export async function getLead(ctx: Context, id: string) {
  if (!isId(id)) throw notFound();
  const referrer = sql`referrer`;
  const [row] = await ctx.db
    .select({
      lead: leads,
      holderName: people.name,
      referrerName: sql<
        string | null
      >`(select ${referrer}.name from people ${referrer} where ${referrer}.id = ${leads.referrerId})`,
      formName: enquiryForms.name,
      known: sql<string | null>`(select ${accounts.name} from ${accounts} where ${accounts.tenantId} = ${leads.tenantId}
        and ${accounts.id} = coalesce(${leads.accountId}, ${leads.knownAccountId}) and ${accounts.deletedAt} is null and ${inScope(ctx, accounts, accounts.id)})`,
      deal: sql<
        string | null
      >`(select ${opportunities.title} from ${opportunities} where ${opportunities.tenantId} = ${leads.tenantId}
        and ${opportunities.id} = ${leads.opportunityId} and ${opportunities.deletedAt} is null and ${inScope(ctx, opportunities, opportunities.accountId)})`,
      original: sql<
        string | null
      >`(select o.company from leads o where o.tenant_id = ${leads.tenantId} and o.id = ${leads.duplicateOf})`,
    })
    .from(leads)
    .leftJoin(people, eq(people.id, leads.holderId))
    .leftJoin(enquiryForms, eq(enquiryForms.id, leads.formId))
    .where(and(eq(leads.id, id), leadsInScope(ctx)));
  if (!row) throw notFound();
  return row;
}

/** Who had it, the first one first. */
export const listTurns = (ctx: Context, lead: Pick<Lead, 'tenantId' | 'id'>) =>
  ctx.db
    .select({
      id: leadTurns.id,
      name: people.name,
      way: leadTurns.way,
      startedAt: leadTurns.startedAt,
      endedAt: leadTurns.endedAt,
      outcome: leadTurns.outcome,
    })
    .from(leadTurns)
    .leftJoin(people, eq(people.id, leadTurns.personId))
    .where(and(eq(leadTurns.tenantId, lead.tenantId), eq(leadTurns.leadId, lead.id)))
    .orderBy(leadTurns.startedAt)
    .limit(50);

/** Other tellings of the same, as far as they are in sight. */
export const listRepeats = (ctx: Context, lead: Pick<Lead, 'tenantId' | 'id'>) =>
  ctx.db
    .select({
      id: leads.id,
      contactName: leads.contactName,
      phone: leads.phone,
      need: leads.need,
      source: leads.source,
      createdAt: leads.createdAt,
    })
    .from(leads)
    .where(and(eq(leads.tenantId, lead.tenantId), eq(leads.duplicateOf, lead.id)))
    .orderBy(leads.createdAt)
    .limit(20);
