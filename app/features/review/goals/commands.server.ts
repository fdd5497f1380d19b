import { and, eq, isNull, sql } from 'drizzle-orm';
import { goals } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record, type Subject } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { stale } from '~/features/accounts/stale.server';
import type { GoalInput } from './input';
import { periodOf } from './rules';

/** For whom a goal is, if they stand below the one who asks: a seller, or a unit with sellers below one that is led (the topmost included). */
async function findAim(ctx: Context, { personId, unitId }: GoalInput) {
  const led = sql.raw(`'{${ctx.actor.ledUnits.join(',')}}'::integer[]`);
  const [aim] = await ctx.db.execute<{ tenant_id: number; unit_id: number; is_seller: boolean; is_own: boolean }>(
    personId
      ? sql`select p.tenant_id, p.unit_id, p.id = ${ctx.actor.personId} as is_own,
            exists (select from role_grants r where r.person_id = p.id and r.role = 'account_manager') as is_seller
          from people p where p.id = ${personId} and exists (
            select from unit_tree d where d.descendant_id = p.unit_id and d.ancestor_id = any(${led}))`
      : sql`select u.tenant_id, u.id as unit_id, exists (select from unit_tree b join people p on p.unit_id = b.descendant_id
              join role_grants r on r.person_id = p.id and r.role = 'account_manager' where b.ancestor_id = u.id) as is_seller, u.parent_id is not null and not exists (
            select from unit_tree d where d.descendant_id = u.id and d.ancestor_id = any(${led}) and d.depth > 0) as is_own
          from units u where u.id = ${unitId} and exists (
            select from unit_tree d where d.descendant_id = u.id and d.ancestor_id = any(${led}))`,
  );
  return aim ?? null;
}

/** Sets, changes or takes back what somebody below means to win in a month or quarter. Sent twice, it is set once. */
export const setGoal = (ctx: Context, input: GoalInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'goal.set');
    const aim = await findAim(ctx, input);
    if (!aim) throw notFound();
    // nobody sets their own, and nobody outside the sales force has one
    if (aim.is_own) throw forbidden('goal.set');
    if (!aim.is_seller) return refused('goal.sellers_only');
    const { length, startsOn } = input;
    if (periodOf(length, startsOn).startsOn !== startsOn)
      return refused('invalid', { fields: { startsOn: 'error.day' } });
    const same = and(
      eq(goals.tenantId, aim.tenant_id),
      input.personId ? eq(goals.personId, input.personId) : and(isNull(goals.personId), eq(goals.unitId, aim.unit_id)),
      eq(goals.length, length),
      eq(goals.startsOn, startsOn),
    );
    const [row] = await ctx.db.select().from(goals).where(same).for('update');
    if ((row?.totalFen ?? null) === input.totalFen) return ok(null);
    const subject: Subject = {
      kind: input.personId ? 'person' : 'unit',
      id: input.personId ?? row?.id ?? input.id,
      tenantId: aim.tenant_id,
      unitId: aim.unit_id,
      ownerId: input.personId,
    };
    if (row ? row.version !== input.version : input.version !== 0) return stale(ctx, subject.id);
    if (input.totalFen === null)
      await ctx.db.delete(goals).where(and(eq(goals.tenantId, aim.tenant_id), eq(goals.id, row!.id)));
    else if (row)
      await ctx.db
        .update(goals)
        .set({ totalFen: input.totalFen, setById: ctx.actor.personId, version: row.version + 1, updatedAt: ctx.now })
        .where(and(eq(goals.tenantId, aim.tenant_id), eq(goals.id, row.id)));
    else {
      const added = await ctx.db
        .insert(goals)
        .values({
          tenantId: aim.tenant_id,
          id: input.id,
          unitId: aim.unit_id,
          personId: input.personId,
          length,
          startsOn,
          totalFen: input.totalFen,
          setById: ctx.actor.personId,
          createdAt: ctx.now,
          updatedAt: ctx.now,
        })
        .onConflictDoNothing()
        .returning({ id: goals.id });
      if (!added.length) return stale(ctx, subject.id);
    }
    await record(ctx, `${subject.kind}.${input.totalFen === null ? 'goal_dropped' : 'goal_set'}`, subject, {
      before: { totalFen: row?.totalFen ?? null },
      after: { length, startsOn, totalFen: input.totalFen },
    });
    return ok(null);
  });
