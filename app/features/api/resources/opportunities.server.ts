import * as z from 'zod';
import { opportunities } from '#drizzle/schema';
import { assignOpportunity } from '~/features/opportunities/commands/assign.server';
import { createOpportunity } from '~/features/opportunities/commands/create.server';
import { moveOpportunity } from '~/features/opportunities/commands/move.server';
import { deleteOpportunity, restoreOpportunity } from '~/features/opportunities/commands/remove.server';
import { updateOpportunity } from '~/features/opportunities/commands/update.server';
import {
  assignInput,
  moveInput,
  opportunityEdit,
  opportunityInput,
  versionInput,
} from '~/features/opportunities/input';
import { readAsk } from '~/features/opportunities/list/load.server';
import { listOpportunities } from '~/features/opportunities/list/page.server';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { judgements, type Sort, sorts, sources, stageTypes } from '~/features/opportunities/rules';
import { dayFilter, oneFilter, ownerFilter, textFilter, unitFilter } from '../filters';
import { resource, write } from '../resource.server';
import { count, custom, dayOf, fen, instant, uuid, word } from '../shapes';

const common = z.object({
  id: uuid,
  title: z.string(),
  accountId: uuid,
  stageId: count,
  stageType: word(stageTypes),
  totalFen: fen,
  probability: count,
  expectedCloseOn: dayOf.nullable(),
  closedOn: dayOf.nullable(),
  nextStep: z.string().nullable(),
  nextStepOn: dayOf.nullable(),
  lastActivityAt: instant,
  stageEnteredAt: instant,
  slips: count,
  source: word(sources),
  ownerId: uuid,
  custom,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});

const listed = common.extend({
  accountName: z.string().nullable(),
  ownerName: z.string().nullable(),
  offeringName: z.string().nullable(),
  qualification: word(judgements).nullable(),
});

const whole = common.extend({
  offeringId: uuid.nullable(),
  oneOffFen: fen,
  monthlyFen: fen,
  months: count,
  competitorId: uuid.nullable(),
  closeReason: z.string().nullable(),
  closeNote: z.string().nullable(),
  pipelineId: count,
  unitId: count,
});

/** The address of the page's list, which reads the same filters. */
function paramsOf(filters: Record<string, unknown>) {
  const params = new URLSearchParams({ shape: 'list' });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) params.set(name, String(value));
  return params;
}

export const opportunityResource = resource({
  name: 'opportunities',
  permission: 'opportunity.read',
  listed,
  whole,
  sorts,
  filters: z.object({
    q: textFilter,
    stage: unitFilter,
    type: oneFilter(stageTypes),
    owner: ownerFilter,
    unit: unitFilter,
    closeFrom: dayFilter,
    closeTo: dayFilter,
    source: oneFilter(sources),
  }),
  async list(ctx, { cursor, limit, sort, since, custom, ...filters }) {
    const ask = await readAsk(ctx, paramsOf(filters));
    const order = { sort: sort as Sort, after: cursor, limit };
    const page = await listOpportunities(ctx, { ...ask.filter, since, custom }, ask.narrow, ask.all, order);
    return { rows: page.rows, next: page.after };
  },
  customOf: 'opportunities',
  binned: { table: opportunities, account: opportunities.accountId },
  get: async (ctx, id) => (await getOpportunity(ctx, id)).opportunity,
  create: write({ input: opportunityInput, run: (ctx, _id, input) => createOpportunity(ctx, input) }),
  update: write({ input: opportunityEdit, given: ['version'], versioned: true, run: updateOpportunity }),
  remove: write({ input: versionInput, given: ['version'], versioned: true, run: deleteOpportunity }),
  verbs: {
    restore: write({ input: z.object({}), run: restoreOpportunity }),
    move: write({ input: moveInput, given: ['version'], versioned: true, run: moveOpportunity }),
    assign: write({ input: assignInput, given: ['version'], versioned: true, run: assignOpportunity }),
  },
});
