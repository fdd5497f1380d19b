import { type Context, inTransaction } from '~/core/context.server';
import { difference, record } from '~/core/journal.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result, refused } from '~/core/result';
import type { CorrectionInput } from '../input';
import { lockLead } from '../queries/lead.server';
import { isOpenLead } from '../rules';
import { readLead } from './receive.server';
import { save, staleness, subjectOf } from './turn.server';

/** Puts right what a lead says, for who has it or leads them; another telling is recognised by the new words. */
export const correctLead = (
  ctx: Context,
  id: string,
  { version, ...said }: CorrectionInput,
): Promise<Result<{ version: number }>> =>
  inTransaction(ctx, async (ctx) => {
    const lead = await lockLead(ctx, id);
    requirePermission(ctx.actor, 'lead.work', { ownerId: lead.holderId });
    const stale = await staleness(ctx, lead, version);
    if (stale) return stale;
    if (!isOpenLead(lead.state)) return refused('lead.not_open');
    const read = readLead(said);
    if (!read.ok) return read;
    const { reading, digits, phone } = read.value;
    const corrected = { ...said, phone };
    const changed = difference(lead, corrected);
    if (!Object.keys(changed.after).length) return ok({ version: lead.version });
    await save(ctx, lead, { ...corrected, matchName: reading, matchPhone: digits });
    await record(ctx, 'lead.corrected', subjectOf(lead), changed);
    return ok({ version: lead.version + 1 });
  });
