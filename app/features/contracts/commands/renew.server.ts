import { type Context, inTransaction } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { newId } from '~/core/ids';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { createOpportunity } from '~/features/opportunities/commands/create.server';
import { lockContract } from '../queries/contract.server';
import { renewalDays } from '../rules';
import { saveContract, subjectOf } from './change.server';

/** Opens the renewal as a deal of its own in the way of renewals. Asked again, it is the same deal. */
export const renewContract = (ctx: Context, id: string, title: string): Promise<Result<{ id: string }>> =>
  inTransaction(ctx, async (ctx) => {
    const row = await lockContract(ctx, id);
    requirePermission(ctx.actor, 'contract.write', row);
    if (row.renewalId) return ok({ id: row.renewalId });
    if (row.state !== 'active' || !row.endsOn) return refused('contract.not_running');
    if (row.endsOn > addDays(today(ctx.now), renewalDays)) return refused('contract.renew_too_early');
    const made = await createOpportunity(ctx, {
      ...{ id: newId(), accountId: row.accountId, title, pipeline: 'renewal', ownerId: row.ownerId, source: 'renewal' },
      ...{ oneOffFen: 0, monthlyFen: row.monthlyFen, months: row.months, expectedCloseOn: row.endsOn },
      ...{ offeringId: null, nextStep: null, nextStepOn: null },
    });
    if (!made.ok) return made;
    await saveContract(ctx, row, { renewalId: made.value.id });
    await record(ctx, 'contract.renewal_opened', subjectOf(row), {
      after: { number: row.number, title, endsOn: row.endsOn },
    });
    return made;
  });
