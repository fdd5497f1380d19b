import { and, eq, ne, sql } from 'drizzle-orm';
import { enterpriseMerges, enterprises } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { isId } from '~/core/ids';
import { difference, record } from '~/core/journal.server';
import { notFound } from '~/core/refusals.server';
import { ok, type Result, refused } from '~/core/result';
import type { EnterpriseInput, MergeGroupsInput } from '../enterprise-input';
import { findRegistered, getRegistered, requireRegister } from '../queries/enterprise-register.server';
import { stale } from '../stale.server';

const subjectOf = ({ actor }: Context, id: string) => ({
  kind: 'enterprise' as const,
  id,
  tenantId: actor.tenantId,
  unitId: actor.unitId,
});

/** Writers of the register come one after the other: codes are compared before they are written. */
const lockRegister = (ctx: Context) =>
  ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('enterprises', 0))`);

export const updateEnterprise = (
  ctx: Context,
  id: string,
  { version, ...fields }: EnterpriseInput,
): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    await lockRegister(ctx);
    const group = await getRegistered(ctx, id);
    const { changed, before, after } = difference<Record<string, unknown>>(group, fields);
    if (!changed.length) return ok(null);
    if (group.version !== version) return stale(ctx, id);
    if (fields.creditCode && (await codeIsTaken(ctx, id, fields.creditCode)))
      return refused('invalid', { fields: { creditCode: 'enterprise.code_taken' } });
    await ctx.db
      .update(enterprises)
      .set({ ...fields, version: version + 1 })
      .where(eq(enterprises.id, id));
    await record(ctx, 'enterprise.changed', subjectOf(ctx, id), { before, after });
    return ok(null);
  });

async function codeIsTaken(ctx: Context, id: string, code: string) {
  const other = and(eq(enterprises.creditCode, code), ne(enterprises.id, id));
  const [row] = await ctx.db.select({ id: enterprises.id }).from(enterprises).where(other);
  return row !== undefined;
}

/** Makes a double part of the group that stays, with the branches this person's companies have of it. */
export const mergeEnterprises = (ctx: Context, input: MergeGroupsInput): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    await requireRegister(ctx);
    await lockRegister(ctx);
    if (input.kept === input.gone) return refused('enterprise.same');
    const [before] = await ctx.db
      .select({ id: enterpriseMerges.id })
      .from(enterpriseMerges)
      .where(eq(enterpriseMerges.id, input.id));
    if (before) return ok({ id: before.id }); // sent twice
    const kept = await getRegistered(ctx, input.kept);
    const gone = await findRegistered(ctx, input.gone);
    if (!gone) throw notFound();
    if (kept.version !== input.keptVersion) return stale(ctx, kept.id);
    if (gone.version !== input.goneVersion) return stale(ctx, gone.id);
    if (kept.creditCode && gone.creditCode) return refused('enterprise.two_codes');
    const [done] = await ctx.db.execute<{ branches: number }>(sql`select app.merge_enterprises(${kept.id}::uuid,
      ${gone.id}::uuid, ${input.id}::uuid, ${ctx.now.toISOString()}::timestamptz) as branches`);
    await record(ctx, 'enterprise.merged', subjectOf(ctx, kept.id), {
      before: { double: gone.name },
      after: { branches: done?.branches ?? 0, mergeId: input.id },
    });
    await record(ctx, 'enterprise.joined_other', subjectOf(ctx, gone.id), {
      after: { into: kept.name, mergeId: input.id },
    });
    return ok({ id: input.id });
  });

/** Parts the two again, as far as the branches are still where the merge put them. */
export const undoGroupMerge = (ctx: Context, mergeId: string): Promise<Result<{ keptId: string; left: number }>> =>
  inTransaction(ctx, async (ctx) => {
    await requireRegister(ctx);
    await lockRegister(ctx);
    const found = () => ctx.db.select().from(enterpriseMerges).where(eq(enterpriseMerges.id, mergeId));
    const [merge] = isId(mergeId) ? await found() : [];
    if (!merge) throw notFound();
    const [row] = await ctx.db.execute<{ state: string }>(
      sql`select app.undo_enterprise_merge(${mergeId}::uuid, ${ctx.now.toISOString()}::timestamptz) as state`,
    );
    if (row?.state === 'kept_gone') return refused('enterprise.kept_gone');
    const { keptId, goneId } = merge;
    const left = (await found())[0]?.left ?? 0;
    if (row?.state === 'done') {
      const branches = merge.moved.accounts.length - left;
      await record(ctx, 'enterprise.merge_undone', subjectOf(ctx, keptId), { after: { branches, left, mergeId } });
      await record(ctx, 'enterprise.merge_undone', subjectOf(ctx, goneId), { after: { branches, left, mergeId } });
    }
    return ok({ keptId, left });
  });
