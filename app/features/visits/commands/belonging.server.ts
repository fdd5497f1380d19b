import { and, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import { contacts, opportunities, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { ok, type Result, refused } from '~/core/result';
import { inScope } from '~/core/scope.server';

type Named = {
  contactIds?: string[];
  personIds?: string[];
  opportunityId?: string | null;
  commitments?: { ownerId: string | null }[];
};

/** People of the company that serves the customer who still work there. */
async function findColleagues(ctx: Context, tenantId: number, ids: string[]) {
  if (!ids.length) return [];
  return ctx.db
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        inArray(people.id, ids),
        eq(people.tenantId, tenantId),
        or(isNull(people.leftOn), gte(people.leftOn, today(ctx.now))),
      ),
    );
}

/**
 * Whether everybody and everything a visit names belongs to its account. What belongs elsewhere, what lies outside
 * the person's scope and what does not exist are refused in the same words. `kept` is what the visit named before.
 */
export async function checkBelonging(
  ctx: Context,
  account: { tenantId: number; id: string },
  named: Named,
  kept: { contactIds: string[]; personIds: string[]; opportunityId: string | null } = {
    contactIds: [],
    personIds: [],
    opportunityId: null,
  },
): Promise<Result<null>> {
  const fields: Record<string, string> = {};
  const contactIds = (named.contactIds ?? []).filter((id) => !kept.contactIds.includes(id));
  if (contactIds.length) {
    const found = await ctx.db
      .select({ id: contacts.id })
      .from(contacts)
      .where(
        and(
          eq(contacts.tenantId, account.tenantId),
          eq(contacts.accountId, account.id),
          inArray(contacts.id, contactIds),
          isNull(contacts.deletedAt),
          inScope(ctx, contacts, contacts.accountId),
        ),
      );
    if (found.length < new Set(contactIds).size) fields.contactIds = 'visit.contact_not_here';
  }
  if (named.opportunityId && named.opportunityId !== kept.opportunityId) {
    const found = await ctx.db
      .select({ id: opportunities.id })
      .from(opportunities)
      .where(
        and(
          eq(opportunities.tenantId, account.tenantId),
          eq(opportunities.accountId, account.id),
          eq(opportunities.id, named.opportunityId),
          isNull(opportunities.deletedAt),
          inScope(ctx, opportunities, opportunities.accountId),
        ),
      );
    if (!found.length) fields.opportunityId = 'visit.opportunity_not_here';
  }
  const personIds = (named.personIds ?? []).filter((id) => !kept.personIds.includes(id));
  const owners = (named.commitments ?? []).map((one) => one.ownerId);
  const asked = [...new Set([...personIds, ...owners])].filter((id) => id !== null && id !== ctx.actor.personId);
  const known = new Set((await findColleagues(ctx, account.tenantId, asked as string[])).map((person) => person.id));
  const missing = (id: string | null) => id !== null && id !== ctx.actor.personId && !known.has(id);
  if (personIds.some(missing)) fields.personIds = 'visit.person_unknown';
  for (const [i, id] of owners.entries()) if (missing(id)) fields[`commitments.${i}.ownerId`] = 'visit.person_unknown';
  return Object.keys(fields).length ? refused('invalid', { fields }) : ok(null);
}
