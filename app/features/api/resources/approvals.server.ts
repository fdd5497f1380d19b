import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { approvals } from '#drizzle/schema';
import { approve, passOn, sendBack, withdraw } from '~/features/approvals/commands/decide.server';
import { approveInput, passOnInput, returnInput } from '~/features/approvals/input';
import { listSteps } from '~/features/approvals/queries.server';
import { approvalStates, stepStates } from '~/features/approvals/rules';
import { idFilter, oneFilter } from '../filters';
import { asked, madeOrders, scopedRows } from '../register.server';
import { resource, write } from '../resource.server';
import { count, instant, uuid, word } from '../shapes';

const approval = z.object({
  id: uuid,
  accountId: uuid,
  opportunityId: uuid,
  quoteId: uuid.nullable(),
  stageCode: z.string(),
  criterion: z.string(),
  state: word(approvalStates),
  note: z.string().nullable(),
  askedBy: uuid,
  ownerId: uuid,
  unitId: count,
  createdAt: instant,
  updatedAt: instant,
});
const step = z.object({
  approverId: uuid,
  state: word(stepStates),
  comment: z.string().nullable(),
  decidedAt: instant.nullable(),
});
const rows = scopedRows(
  approvals,
  approvals.accountId,
  (of) => sql`exists (select from opportunities o
    where o.tenant_id = ${of}.tenant_id and o.id = ${of}.opportunity_id and o.deleted_at is null)`,
);

/** Whoever has the turn approves, returns or passes on; whoever asked withdraws. */
export const approvalResource = resource({
  name: 'approvals',
  permission: 'opportunity.read',
  listed: approval,
  whole: approval.extend({ steps: z.array(step) }),
  sorts: madeOrders,
  filters: z.object({ opportunity: idFilter, quote: idFilter, state: oneFilter(approvalStates) }),
  list: (ctx, { opportunity, quote, state, ...ask }) =>
    rows.list(
      ctx,
      ask,
      asked(
        {
          opportunity: sql`t.opportunity_id = ${opportunity}::uuid`,
          quote: sql`t.quote_id = ${quote}::uuid`,
          state: sql`t.state = ${state}`,
        },
        { opportunity, quote, state },
      ),
    ),
  get: async (ctx, id) => ({ ...(await rows.get(ctx, id)), steps: await listSteps(ctx, [id]) }),
  verbs: {
    approve: write({ input: approveInput, run: approve }),
    send_back: write({ input: returnInput, run: sendBack }),
    pass_on: write({ input: passOnInput, run: passOn }),
    withdraw: write({ input: z.object({}), run: withdraw }),
  },
});
