import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { people, roleGrants } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { normalise } from '~/core/pinyin.server';

const sellers = ['account_manager', 'team_lead', 'sales_director'] as const;

/** People who may be given accounts by this person: at work, in sales, in what the person leads (or the person). */
const assignable = ({ actor, now }: Context) =>
  and(
    or(
      eq(people.id, actor.personId),
      actor.visibleTenants.length ? inArray(people.tenantId, actor.visibleTenants) : undefined,
      actor.visibleUnits.length ? inArray(people.unitId, actor.visibleUnits) : undefined,
    ),
    sql`(${people.leftOn} is null or ${people.leftOn} >= ${today(now)}::date)`,
    sql`exists (select 1 from ${roleGrants} g where g.person_id = ${people.id} and g.role in (${sql.join(
      sellers.map((role) => sql`${role}`),
      sql`, `,
    )}))`,
  );

const columns = { id: people.id, name: people.name, unitId: people.unitId, tenantId: people.tenantId };
export type Assignee = { id: string; name: string; unitId: number; tenantId: number };

export const listAssignees = (ctx: Context, ids: string[]): Promise<Assignee[]> =>
  ctx.db
    .select(columns)
    .from(people)
    .where(and(inArray(people.id, ids), assignable(ctx)));

/** For pickers, by name; `q` matches name, pinyin and initials. */
export const listAssigneeOptions = (ctx: Context, q = '') => {
  const text = normalise(q).replace(/[\\%_]/g, '\\$&');
  return ctx.db
    .select({ ...columns, unitName: sql<string | null>`(select u.name from units u where u.id = ${people.unitId})` })
    .from(people)
    .where(and(assignable(ctx), text ? sql`${people.search} like ${`%${text}%`}` : undefined))
    .orderBy(people.pinyin, people.id)
    .limit(100);
};
