import { creditTables } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { CreditsInput } from '../input';
import { creditsOf } from '../queries/contract.server';
import { creditProblem } from '../rules';

/** What the own company gives back for lateness in contracts made from now on. */
export const publishCredits = (ctx: Context, input: CreditsInput): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'contract.policy');
    const { tenantId, unitId, personId } = ctx.actor;
    const steps = [...input.steps].sort((a, b) => a.from - b.from);
    const problem = creditProblem(steps);
    if (problem) return refused('invalid', { fields: { steps: problem } });
    const now = await creditsOf(ctx, tenantId);
    if (JSON.stringify(now.steps) === JSON.stringify(steps)) return ok(null);
    if (now.revision !== input.revision) return refused('contract.credits_changed');
    const id = newId();
    const row = { id, tenantId, revision: now.revision + 1, steps, publishedAt: ctx.now, publishedBy: personId };
    const added = await ctx.db
      .insert(creditTables)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: creditTables.id });
    if (!added.length) return refused('contract.credits_changed');
    await record(
      ctx,
      'unit.credits_changed',
      { kind: 'unit', id, tenantId, unitId },
      { before: now, after: { steps } },
    );
    return ok(null);
  });
