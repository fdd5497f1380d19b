import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { accounts, enterpriseMerges, enterprises, people } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { isId } from '~/core/ids';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { forbidden, notFound } from '~/core/refusals.server';
import { inReach, inScope } from '~/core/scope.server';

/** Whether this person keeps the register of groups, which all companies share: an administrator of the group set up first. */
export async function keepsRegister(ctx: Context): Promise<boolean> {
  if (!can(ctx.actor, 'enterprise.manage')) return false;
  const [row] = await ctx.db.execute<{ may: boolean }>(sql`select app.watches_installation() as may`);
  return row?.may ?? false;
}

export async function requireRegister(ctx: Context) {
  requirePermission(ctx.actor, 'enterprise.manage');
  if (!(await keepsRegister(ctx))) throw forbidden('enterprise.manage');
}

/** How many branches of a group I see. */
export async function countBranches(ctx: Context, id: string): Promise<number> {
  const here = and(
    eq(accounts.enterpriseId, id),
    isNull(accounts.deletedAt),
    inReach(ctx, accounts.tenantId),
    inScope(ctx, accounts, accounts.id),
  );
  const [row] = await ctx.db.select({ n: sql<number>`count(*)::int` }).from(accounts).where(here);
  return row?.n ?? 0;
}

/** A group of the register that is no double; its name is public, its branches are not. */
export async function findRegistered(ctx: Context, id: string) {
  const one = and(eq(enterprises.id, id), isNull(enterprises.mergedIntoId));
  const [row] = isId(id) ? await ctx.db.select().from(enterprises).where(one) : [];
  return row ?? null;
}

/** The group for whoever keeps the register; without a branch in sight there is none. */
export async function getRegistered(ctx: Context, id: string) {
  const row = await findRegistered(ctx, id);
  const branches = row ? await countBranches(ctx, id) : 0;
  if (!row || !branches) throw notFound();
  await requireRegister(ctx);
  return { ...row, branches };
}

/** Doubles this group has taken in, the latest first. */
export function listGroupMerges(ctx: Context, keptId: string) {
  const gone = alias(enterprises, 'gone');
  return ctx.db
    .select({
      id: enterpriseMerges.id,
      goneName: gone.name,
      byName: people.name,
      at: enterpriseMerges.createdAt,
      branches: sql<number>`jsonb_array_length(${enterpriseMerges.moved} -> 'accounts')`,
      undoneAt: enterpriseMerges.undoneAt,
      left: enterpriseMerges.left,
    })
    .from(enterpriseMerges)
    .innerJoin(gone, eq(gone.id, enterpriseMerges.goneId))
    .leftJoin(people, eq(people.id, enterpriseMerges.byId))
    .where(eq(enterpriseMerges.keptId, keptId))
    .orderBy(desc(enterpriseMerges.createdAt), desc(enterpriseMerges.id))
    .limit(50);
}
