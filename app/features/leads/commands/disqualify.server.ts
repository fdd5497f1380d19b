import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import { lockLead } from '../queries/lead.server';
import { type DisqualifyReason, isOpenLead } from '../rules';
import { endTurn, save, staleness, subjectOf, tellReferrer } from './turn.server';

/** Gives a lead up, with the reason, and a word to who gave it. */
export const disqualifyLead = (
  ctx: Context,
  id: string,
  input: { reason: DisqualifyReason; answer: string | null; version: number },
): Promise<Result<{ version: number }>> =>
  inTransaction(ctx, async (ctx) => {
    const lead = await lockLead(ctx, id);
    requirePermission(ctx.actor, 'lead.work', { ownerId: lead.holderId });
    const stale = await staleness(ctx, lead, input.version);
    if (stale) return stale;
    if (!isOpenLead(lead.state)) return refused('lead.not_open');
    const { reason, answer } = input;
    await tellReferrer(ctx, lead, 'over');
    await endTurn(ctx, lead, 'disqualified');
    await save(ctx, lead, { state: 'disqualified', reason, answer, dueAt: null });
    await record(ctx, 'lead.disqualified', subjectOf(lead), { after: { company: lead.company, reason, answer } });
    return ok({ version: lead.version + 1 });
  });
