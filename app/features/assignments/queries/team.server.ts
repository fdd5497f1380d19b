import { and, eq, sql } from 'drizzle-orm';
import { assignments, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import { inReach, inScope } from '~/core/scope.server';
import { containing } from '~/core/search-terms';
import { readSpan, type SpanState, spanState } from '../rules';

export type TeamRow = Awaited<ReturnType<typeof listTeam>>[number];

/** Everybody who serves or served the account; who serves it now first, the latest first among the past. */
export async function listTeam(ctx: Context, accountId: string) {
  const rows = await ctx.db
    .select({
      id: assignments.id,
      personId: assignments.ownerId,
      name: people.name,
      leftOn: people.leftOn,
      role: assignments.role,
      during: assignments.during,
      reason: assignments.reason,
      byName: sql<string | null>`(select b.name from people b where b.id = ${assignments.assignedBy})`,
    })
    .from(assignments)
    .leftJoin(people, eq(people.id, assignments.ownerId))
    .where(
      and(
        eq(assignments.accountId, accountId),
        inReach(ctx, assignments.tenantId),
        inScope(ctx, assignments, assignments.accountId),
      ),
    )
    .limit(200);
  const day = today(ctx.now);
  const weight: Record<SpanState, number> = { current: 0, future: 1, past: 2 };
  const roles = ['primary', 'backup', 'solution', 'service'];
  return rows
    .map(({ during, ...row }) => ({ ...row, span: readSpan(during), state: spanState(readSpan(during), day) }))
    .sort(
      (a, b) =>
        weight[a.state] - weight[b.state] ||
        (a.state === 'past' ? b.span.from.localeCompare(a.span.from) : roles.indexOf(a.role) - roles.indexOf(b.role)),
    );
}

/** Colleagues who can join a team: at work and in sight. */
export function listColleagues(ctx: Context, q = '') {
  return ctx.db
    .select({ id: people.id, name: people.name, title: people.title })
    .from(people)
    .where(
      and(
        sql`(${people.leftOn} is null or ${people.leftOn} >= ${today(ctx.now)}::date)`,
        q.trim() ? sql`${people.search} like ${containing(q)}` : undefined,
      ),
    )
    .orderBy(people.pinyin, people.id)
    .limit(50);
}
