import { and, eq, isNull, sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { opportunities, opportunityTotals } from '#drizzle/schema';
import type { Context } from '~/core/context.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { deleteOpportunity, restoreOpportunity } from '~/features/opportunities/commands/remove.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { readAsk } from '~/features/opportunities/list/load.server';
import { sumByStage } from '~/features/opportunities/list/sums.server';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { inWorld } from '../support/world';

async function sums(ctx: Context) {
  const { filter, narrow, all } = await readAsk(ctx, new URLSearchParams());
  return sumByStage(ctx, filter, narrow, all);
}
const version = async (ctx: Context, id: string) => (await getOpportunity(ctx, id)).opportunity.version;

it('keeps the totals equal to what a recount gives, whatever is done', () =>
  inWorld(async (w) => {
    const account = await w.account();
    await w.need(account);
    const rows = [await w.opportunity(account), await w.opportunity(account), await w.opportunity(account)];
    const step = fc.record({
      row: fc.nat(2),
      verb: fc.constantFrom('amount', 'date', 'hold', 'lose', 'reopen', 'delete', 'restore', 'probability'),
      n: fc.nat(1000),
    });
    const [steps] = fc.sample(fc.array(step, { minLength: 40, maxLength: 40 }), { numRuns: 1, seed: 7 });
    for (const { row, verb, n } of steps!) {
      const { id } = rows[row]!;
      const at = { version: await version(w.lead, id).catch(() => 0) };
      if (verb === 'restore') await restoreOpportunity(w.lead, id);
      else if (!at.version) continue;
      else if (verb === 'amount')
        await updateOpportunity(w.lead, id, { ...at, oneOffFen: n * 100, monthlyFen: n, months: n % 36 });
      else if (verb === 'probability') await updateOpportunity(w.lead, id, { ...at, probability: n % 101 });
      else if (verb === 'date')
        await updateOpportunity(w.lead, id, { ...at, expectedCloseOn: `2026-12-${10 + (n % 20)}` });
      else if (verb === 'hold') await moveOpportunity(w.lead, id, { ...at, to: 9, note: 'x' });
      else if (verb === 'lose') await moveOpportunity(w.lead, id, { ...at, to: 8, reason: 'budget_cut' });
      else if (verb === 'reopen') await moveOpportunity(w.lead, id, { ...at, to: 1, note: 'x' });
      else await deleteOpportunity(w.lead, id, at);
    }
    const kept = await w.owner
      .select()
      .from(opportunityTotals)
      .where(and(eq(opportunityTotals.unitId, account.unitId), sql`count <> 0`));
    const counted = await w.owner
      .select({
        stageId: opportunities.stageId,
        count: sql<number>`count(*)::bigint`,
        totalFen: sql<number>`sum(total_fen)::bigint`,
        weightedFen: sql<number>`sum(total_fen * probability / 100)::bigint`,
      })
      .from(opportunities)
      .where(and(eq(opportunities.unitId, account.unitId), isNull(opportunities.deletedAt)))
      .groupBy(opportunities.stageId);
    const plain = (list: { stageId: number; count: number; totalFen: number; weightedFen: number }[]) =>
      list
        .map(({ stageId, count, totalFen, weightedFen }) => [
          stageId,
          Number(count),
          Number(totalFen),
          Number(weightedFen),
        ])
        .sort();
    expect(plain(kept)).toEqual(plain(counted));
    expect(plain((await sums(w.lead)).stages.filter(({ count }) => count))).toEqual(plain(counted));
  }));
