import { sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { assignAccounts } from '~/features/assignments/commands/assign.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { deleteOpportunity, restoreOpportunity } from '~/features/opportunities/commands/remove.server';
import { undoMove } from '~/features/opportunities/commands/undo-move.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { keptAndCounted } from '../support/kept-sums';
import { inWorld } from '../support/world';

const version = async (ctx: Context, id: string) => (await getOpportunity(ctx, id)).opportunity.version;

it('keeps what reviews of companies read equal to a count, whatever is done', () =>
  inWorld(async (w) => {
    const account = await w.account();
    await w.need(account);
    const rows = [await w.opportunity(account), await w.opportunity(account), await w.opportunity(account)];
    const step = fc.record({
      row: fc.nat(2),
      verb: fc.constantFrom('amount', 'date', 'hold', 'lose', 'reopen', 'undo', 'delete', 'restore', 'assign'),
      n: fc.nat(1000),
    });
    const [steps] = fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 11 });
    for (const { row, verb, n } of steps!) {
      const { id } = rows[row]!;
      const at = { version: await version(w.director, id).catch(() => 0) };
      if (verb === 'restore') await restoreOpportunity(w.director, id);
      else if (verb === 'assign')
        await assignAccounts(w.director, {
          accountIds: [account.id],
          toIds: [[w.manager, w.colleague, w.otherTeam][n % 3]!.actor.personId],
          reason: null,
        });
      else if (!at.version) continue;
      else if (verb === 'amount')
        await updateOpportunity(w.director, id, { ...at, oneOffFen: n * 100, monthlyFen: n, months: n % 36 });
      else if (verb === 'date')
        await updateOpportunity(w.director, id, { ...at, expectedCloseOn: `2026-12-${10 + (n % 20)}` });
      else if (verb === 'hold') await moveOpportunity(w.director, id, { ...at, to: 9, note: 'x' });
      else if (verb === 'lose') await moveOpportunity(w.director, id, { ...at, to: 8, reason: 'budget_cut' });
      else if (verb === 'reopen') await moveOpportunity(w.director, id, { ...at, to: 1, note: 'x' });
      else if (verb === 'undo') await undoMove(w.director, id, at);
      else await deleteOpportunity(w.director, id, at);
    }
    // others' rows of the transaction, many in one statement, and rows that the owner of the tables takes away
    await w.owner.execute(sql`
      insert into opportunities (tenant_id, id, unit_id, owner_id, account_id, title, pipeline_id, stage_id, stage_type, stage_entered_at,
        probability, one_off_fen, expected_close_on, last_activity_at)
      select tenant_id, gen_random_uuid(), unit_id, owner_id, id, 'x', 1, 1 + n % 6, 'open', now(), n % 100, n * 37, date '2026-11-01' + n, now()
      from accounts, generate_series(1, 90) n where id = ${account.id}`);
    await w.owner.execute(sql`delete from opportunities where account_id = ${account.id} and one_off_fen % 3 = 0`);
    await w.owner.execute(
      sql`delete from opportunity_changes where tenant_id = ${account.tenantId} and kind = 'amount'`,
    );
    const { kept, counted } = await keptAndCounted(w);
    expect(kept.length).toBeGreaterThan(50);
    expect(kept).toEqual(counted);
  }));
