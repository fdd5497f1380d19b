import { and, asc, eq, gte, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { containing } from '~/core/search-terms';
import { listContactsOf } from '~/features/contacts/queries.server';
import { listCompetitors } from '~/features/offerings/queries.server';
import { listOpportunityOptions } from '~/features/opportunities/queries.server';
import type { VisitPickers } from '../pickers';
import { leadsAbove } from './joint.server';
import { findLastCompany } from './last-company.server';

/** Those one may take along or give a promise to: people of the company that serves the account, nearest first. */
export const listColleagueOptions = (ctx: Context, accountId: string, q = '') =>
  listColleaguesOf(ctx, sql`(select a.tenant_id from accounts a where a.id = ${accountId} limit 1)`, { q, accountId });

/** People who work for a company, nearest first. */
export const listColleaguesOf = (
  ctx: Context,
  tenantId: number | SQL,
  { q = '', id, accountId }: { q?: string; id?: string; accountId?: string } = {},
) =>
  ctx.db
    .select({
      id: people.id,
      name: people.name,
      title: people.title,
      /** Whose coming makes a visit to this account a joint one. */
      isLead: accountId
        ? leadsAbove(sql`${people.id}`, sql`(select a.unit_id from accounts a where a.id = ${accountId} limit 1)`)
        : sql<boolean>`false`,
    })
    .from(people)
    .where(
      and(
        sql`${people.tenantId} = ${tenantId}`,
        or(isNull(people.leftOn), gte(people.leftOn, today(ctx.now))),
        id ? eq(people.id, id) : undefined,
        q.trim() ? sql`${people.search} like ${containing(q)}` : undefined,
      ),
    )
    .orderBy(
      sql`${people.id} = ${ctx.actor.personId} desc`,
      sql`${people.unitId} = ${ctx.actor.unitId} desc`,
      asc(people.pinyin),
      asc(people.id),
    )
    .limit(100);

export async function visitPickers(ctx: Context, accountId: string): Promise<VisitPickers> {
  const [contacts, opportunities, competitors, colleagues, last] = await Promise.all([
    listContactsOf(ctx, accountId),
    listOpportunityOptions(ctx, accountId),
    listCompetitors(ctx),
    listColleagueOptions(ctx, accountId),
    findLastCompany(ctx, accountId),
  ]);
  const missing = last?.people.filter(({ id }) => !colleagues.some((one) => one.id === id)) ?? [];
  return {
    contacts: contacts.map(({ id, name, title, buyingRole }) => ({ id, name, title, buyingRole })),
    opportunities: opportunities.map(({ id, title, stageType }) => ({
      id,
      title,
      isOpen: stageType === 'open' || stageType === 'on_hold',
    })),
    competitors,
    colleagues: [...colleagues, ...missing.map((one) => ({ ...one, title: null, isLead: false }))],
    last,
  };
}

/** Those whose visits the person may see by rank, and the person. */
export const listVisitorOptions = ({ db, actor }: Context) =>
  db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(
      or(
        eq(people.id, actor.personId),
        actor.visibleTenants.length ? inArray(people.tenantId, actor.visibleTenants) : undefined,
        actor.visibleUnits.length ? inArray(people.unitId, actor.visibleUnits) : undefined,
      ),
    )
    .orderBy(asc(people.pinyin), asc(people.id))
    .limit(300);
