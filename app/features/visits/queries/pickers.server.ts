import { and, asc, eq, gte, isNull, or, sql } from 'drizzle-orm';
import { people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { listContactsOf } from '~/features/contacts/queries.server';
import { listOpportunityOptions } from '~/features/opportunities/queries.server';

/** Colleagues one may take along or give a promise to: those of the customer's company, nearest first. */
export const listColleagueOptions = (ctx: Context, tenantId: number) =>
  ctx.db
    .select({ id: people.id, name: people.name, title: people.title })
    .from(people)
    .where(and(eq(people.tenantId, tenantId), or(isNull(people.leftOn), gte(people.leftOn, today(ctx.now)))))
    .orderBy(
      sql`${people.id} = ${ctx.actor.personId} desc`,
      sql`${people.unitId} = ${ctx.actor.unitId} desc`,
      asc(people.pinyin),
    )
    .limit(100);

/** What a visit form offers once its account is known: people of both sides and the account's open opportunities. */
export async function visitPickers(ctx: Context, account: { tenantId: number; id: string }) {
  const [contacts, opportunities, colleagues] = await Promise.all([
    listContactsOf(ctx, account.id),
    listOpportunityOptions(ctx, account.id),
    listColleagueOptions(ctx, account.tenantId),
  ]);
  return {
    contacts: contacts.map(({ id, name, title, buyingRole }) => ({ id, name, title, buyingRole })),
    opportunities: opportunities.map(({ id, title, stageType }) => ({
      id,
      title,
      isOpen: stageType === 'open' || stageType === 'on_hold',
    })),
    colleagues,
  };
}
export type VisitPickers = Awaited<ReturnType<typeof visitPickers>>;
