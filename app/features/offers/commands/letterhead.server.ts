import { and, eq } from 'drizzle-orm';
import { letterheads } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { LetterheadInput } from '../input';

/** What stands at the head of the own company's papers from now on; those that were made stay as they are. */
export const saveLetterhead = (ctx: Context, { version, ...values }: LetterheadInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'contract.policy');
    const { tenantId, unitId, personId } = ctx.actor;
    const row = { ...values, updatedAt: ctx.now, updatedBy: personId };
    const done = version
      ? await ctx.db
          .update(letterheads)
          .set({ ...row, version: version + 1 })
          .where(and(eq(letterheads.tenantId, tenantId), eq(letterheads.version, version)))
          .returning({ version: letterheads.version })
      : await ctx.db
          .insert(letterheads)
          .values({ tenantId, ...row })
          .onConflictDoNothing()
          .returning({ version: letterheads.version });
    if (!done.length) return refused('stale');
    await record(
      ctx,
      'unit.letterhead_changed',
      { kind: 'unit', id: newId(), tenantId, unitId },
      { after: { name: values.name } },
    );
    return ok(null);
  });
