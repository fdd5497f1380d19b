import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { people, roleGrants } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { containing } from '~/core/search-terms';

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

/** For pickers, by name; of one company when `tenantId` is given. The unit is named with its company where there are several. */
export const listAssigneeOptions = (ctx: Context, { tenantId, q = '' }: { tenantId?: number; q?: string } = {}) =>
  ctx.db
    .select({
      ...columns,
      unitName: sql<string | null>`(select ${
        ctx.actor.visibleTenants.length > 1 ? sql`concat_ws(' ', t.name, u.name)` : sql`u.name`
      } from units u left join tenants t on t.id = u.tenant_id where u.id = ${people.unitId})`,
    })
    .from(people)
    .where(
      and(
        assignable(ctx),
        tenantId === undefined ? undefined : eq(people.tenantId, tenantId),
        q ? sql`${people.search} like ${containing(q)}` : undefined,
      ),
    )
    .orderBy(people.unitId, people.pinyin, people.id)
    .limit(200);
