import { randomInt } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { roleGrants, sessions, units } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { forbidden } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import { leadsUnit } from '../queries/reach.server';
import { mayRevoke, type Role } from '../rules';
import { hashPassword } from '../sign-in.server';
import { lockManaged, subjectOf } from './person.server';

type RoleAt = { role: Role; unitId: number };

export const grantRole = (ctx: Context, id: string, input: RoleAt): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, id);
    if (!(await leadsUnit(ctx, input.unitId))) return refused('invalid', { fields: { unitId: 'person.unit_not_led' } });
    const [unit] = await ctx.db.select({ closedAt: units.closedAt }).from(units).where(eq(units.id, input.unitId));
    if (unit?.closedAt) return refused('invalid', { fields: { unitId: 'unit.is_closed' } });
    const added = await ctx.db
      .insert(roleGrants)
      .values({ personId: id, ...input })
      .onConflictDoNothing()
      .returning({ role: roleGrants.role });
    if (added.length) await record(ctx, 'person.role_granted', subjectOf(person), { after: input });
    return ok(null);
  });

export const revokeRole = (ctx: Context, id: string, input: RoleAt): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, id);
    if (!mayRevoke(input.role, id, ctx.actor.personId)) return refused('person.own_admin');
    const gone = await ctx.db
      .delete(roleGrants)
      .where(and(eq(roleGrants.personId, id), eq(roleGrants.role, input.role), eq(roleGrants.unitId, input.unitId)))
      .returning({ role: roleGrants.role });
    if (gone.length) await record(ctx, 'person.role_revoked', subjectOf(person), { before: input });
    return ok(null);
  });

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
/** Four groups of four without look-alikes, easy to read out: some 79 bits. */
const makePassword = () =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  );

/** A new first password, returned once and stored only as a hash; whoever was signed in as this person is signed out. */
export async function issuePassword(ctx: Context, id: string): Promise<Result<{ password: string }>> {
  const password = makePassword();
  const hash = await hashPassword(password);
  return inTransaction(ctx, async (ctx) => {
    const person = await lockManaged(ctx, id);
    if (id === ctx.actor.personId) return refused('person.not_oneself');
    const rows = await ctx.db.execute<{ done: boolean }>(sql`select app.issue_password(${id}, ${hash}) as done`);
    if (!rows[0]?.done) throw forbidden('people.manage');
    await record(ctx, 'person.password_issued', subjectOf(person));
    return ok({ password });
  });
}

export const ownSession = ({ actor }: Context, id: string) => ({
  kind: 'session' as const,
  id,
  tenantId: actor.tenantId,
  unitId: actor.unitId,
  ownerId: actor.personId,
});

/** Acts in another of the roles held, in this session only. */
export const switchRole = (ctx: Context, role: Role): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    const { actor } = ctx;
    if (!actor.roles.includes(role)) return refused('person.role_not_held');
    if (role === actor.role) return ok(null);
    await ctx.db
      .update(sessions)
      .set({ role })
      .where(and(eq(sessions.id, actor.sessionId), eq(sessions.personId, actor.personId)));
    await record(ctx, 'session.role_switched', ownSession(ctx, actor.sessionId), {
      before: { role: actor.role },
      after: { role },
    });
    return ok(null);
  });
