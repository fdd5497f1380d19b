import { type Context, inTransaction } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { ok, type Result } from '~/core/result';
import { updateNeed } from '../visits/commands/needs.server';
import { needForQuote } from './queries.server';

/** Says of a need that an answer is on its way; one that is unseen, or was settled before, is left as it is. */
export const matchNeed = (ctx: Context, id: string): Promise<Result<null>> =>
  inTransaction(ctx, async (ctx) => {
    requirePermission(ctx.actor, 'quote.write');
    const need = await needForQuote(ctx, id);
    return need?.state === 'open' ? updateNeed(ctx, id, { state: 'matched', version: need.version }) : ok(null);
  });
