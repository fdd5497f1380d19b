import { and, eq } from 'drizzle-orm';
import { assignments, people } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { isId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { inReach, inScope } from '~/core/scope.server';
import { lockAccount } from '~/features/accounts/queries.server';
import type { TeamMember } from '../input';
import { endOf, readSpan, spanState } from '../rules';

const rangeOf = (from: string, to: string | null) => `[${from},${to ? addDays(to, 1) : ''})`;

/** Puts a colleague on the account team from one day to another; from then on the account is in that person's scope. */
export function addTeamMember(ctx: Context, accountId: string, input: TeamMember): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, accountId);
    requirePermission(ctx.actor, 'account.assign', account);
    const [person] = await ctx.db.select().from(people).where(eq(people.id, input.personId));
    const leftOn = person?.leftOn;
    if (!person || (leftOn && leftOn < today(ctx.now)))
      return refused('invalid', { fields: { personId: 'error.choose' } });
    const mine = await ctx.db
      .select()
      .from(assignments)
      .where(
        and(
          eq(assignments.tenantId, account.tenantId),
          eq(assignments.accountId, accountId),
          inScope(ctx, assignments, assignments.accountId),
        ),
      );
    if (mine.some((row) => row.id === input.id)) return ok({ id: input.id });
    const lasts = (during: string) => {
      const { from, to } = readSpan(during);
      return (!input.to || from <= input.to) && (!to || to > input.from);
    };
    const twice = mine.some((row) => row.ownerId === input.personId && row.role === input.role && lasts(row.during));
    if (twice) return refused('invalid', { fields: { personId: 'assignment.already_there' } });

    const { tenantId, unitId } = account;
    const values = {
      tenantId,
      id: input.id,
      unitId,
      ownerId: input.personId,
      accountId,
      role: input.role,
      reason: input.reason,
    };
    const made = await ctx.db
      .insert(assignments)
      .values({ ...values, during: rangeOf(input.from, input.to), assignedBy: ctx.actor.personId, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: assignments.id });
    if (!made.length) return refused('invalid', { fields: { personId: 'assignment.already_there' } });
    const { role, from, to, personId } = input;
    await record(
      ctx,
      'assignment.added',
      { kind: 'assignment', id: input.id, tenantId, unitId, ownerId: account.ownerId, accountId },
      { after: { personId, name: person.name, role, from, to } },
    );
    return ok({ id: input.id });
  });
}

/** Ends somebody's part in the team today. The one who answers for the account is replaced, never just ended. */
export function endTeamMember(ctx: Context, accountId: string, assignmentId: string): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    const account = await lockAccount(ctx, accountId);
    requirePermission(ctx.actor, 'account.assign', account);
    const here = and(
      eq(assignments.id, assignmentId),
      eq(assignments.accountId, accountId),
      inReach(ctx, assignments.tenantId),
      inScope(ctx, assignments, assignments.accountId),
    );
    const [row] = isId(assignmentId) ? await ctx.db.select().from(assignments).where(here).for('update') : [];
    if (!row) throw notFound();
    if (row.role === 'primary') return refused('assignment.primary_stays');
    const day = today(ctx.now);
    const span = readSpan(row.during);
    if (spanState(span, day) === 'past') return ok({ id: row.id });
    const to = endOf(span, day, (from) => addDays(from, 1));
    await ctx.db
      .update(assignments)
      .set({ during: `[${span.from},${to})` })
      .where(here);
    const { tenantId, unitId } = account;
    await record(
      ctx,
      'assignment.ended',
      { kind: 'assignment', id: row.id, tenantId, unitId, ownerId: account.ownerId, accountId },
      { before: { personId: row.ownerId, role: row.role, from: span.from, to: span.to }, after: { to } },
    );
    return ok({ id: row.id });
  });
}
