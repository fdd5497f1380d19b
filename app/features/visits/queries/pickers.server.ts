import { and, asc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm';
import { people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { listContactsOf } from '~/features/contacts/queries.server';
import { listOpportunityOptions } from '~/features/opportunities/queries.server';

/** Colleagues one may take along or give a promise to: those of one's own company, nearest units first. */
export const listColleagueOptions = (ctx: Context) =>
  ctx.db
    .select({ id: people.id, name: people.name, title: people.title })
    .from(people)
    .where(
      and(
        inArray(people.tenantId, [ctx.actor.tenantId]),
        or(isNull(people.leftOn), gte(people.leftOn, today(ctx.now))),
      ),
    )
    .orderBy(
      sql`${people.id} = ${ctx.actor.personId} desc`,
      sql`${people.unitId} = ${ctx.actor.unitId} desc`,
      asc(people.pinyin),
    )
    .limit(100);

/** What a visit form offers once its account is known: people of both sides and the account's open opportunities. */
export async function visitPickers(ctx: Context, accountId: string) {
  const [contacts, opportunities, colleagues] = await Promise.all([
    listContactsOf(ctx, accountId),
    listOpportunityOptions(ctx, accountId),
    listColleagueOptions(ctx),
  ]);
  return {
    contacts: contacts.map(({ id, name, title, buyingRole }) => ({ id, name, title, buyingRole })),
    opportunities,
    colleagues,
  };
}
export type VisitPickers = Awaited<ReturnType<typeof visitPickers>>;
