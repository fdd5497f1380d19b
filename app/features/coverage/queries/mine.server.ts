import { sql } from 'drizzle-orm';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { type Grade, grades } from '~/features/accounts/rules';
import { intervalOf } from '../policy';
import { standingOf } from '../rules';
import { listPolicies } from './policy.server';

/** The most overdue accounts of one's own that have no visit planned: a few steps down the index of each grade. */
export async function listMyDue(ctx: Context, limit = 5) {
  const { actor, now } = ctx;
  const each = grades.map(
    (grade) => sql`(select a.id, a.name, a.grade, a.uncovered_since, a.last_visited_at from accounts a
      where a.owner_id = ${actor.personId} and a.grade = ${grade} and a.deleted_at is null and not exists (
        select 1 from visits v where v.tenant_id = a.tenant_id and v.account_id = a.id and v.deleted_at is null
        and (v.status = 'in_progress' or v.status = 'planned' and v.planned_at >= ${now.toISOString()}::timestamptz))
      order by a.uncovered_since, a.id limit ${limit})`,
  );
  const [policies, found] = await Promise.all([
    listPolicies(ctx),
    ctx.db.execute<{ id: string; name: string; grade: Grade; uncovered_since: string; last_visited_at: string | null }>(
      sql.join(each, sql` union all `),
    ),
  ]);
  const policy = policies.get(actor.tenantId)!;
  return [...found]
    .map(({ uncovered_since, last_visited_at, ...account }) => {
      const days = intervalOf(policy, 'manager', account.grade);
      const standing = standingOf(today(new Date(uncovered_since)), days, today(now));
      return { ...account, ...standing, days, everVisited: last_visited_at !== null };
    })
    .filter(({ overdueDays }) => overdueDays > 0)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.id < b.id ? -1 : 1))
    .slice(0, limit);
}
export type MyDue = Awaited<ReturnType<typeof listMyDue>>[number];
