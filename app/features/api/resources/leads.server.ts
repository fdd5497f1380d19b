import * as z from 'zod';
import { version } from '~/core/fields';
import { readCursor } from '~/core/paging';
import { convertLead } from '~/features/leads/commands/convert.server';
import { correctLead } from '~/features/leads/commands/correct.server';
import { disqualifyLead } from '~/features/leads/commands/disqualify.server';
import { acceptLead, assignLead, pickLead, returnLead } from '~/features/leads/commands/hold.server';
import { createLead } from '~/features/leads/commands/receive.server';
import { assignmentInput, convertInput, correctionInput, disqualifyInput, leadInput } from '~/features/leads/input';
import { getLead } from '~/features/leads/queries/lead.server';
import { leadShows, listChangedLeads, listLeads } from '~/features/leads/queries/list.server';
import { disqualifyReasons, leadSources, leadStates } from '~/features/leads/rules';
import { oneFilter } from '../filters';
import { resource, write } from '../resource.server';
import { count, instant, uuid, word } from '../shapes';

const common = z.object({
  id: uuid,
  company: z.string(),
  contactName: z.string(),
  need: z.string(),
  state: word(leadStates),
  source: word(leadSources),
  campaign: z.string().nullable(),
  dueAt: instant.nullable(),
  createdAt: instant,
});

const whole = common.extend({
  phone: z.string(),
  creditCode: z.string().nullable(),
  regionCode: z.string().nullable(),
  industry: z.string().nullable(),
  line: z.string().nullable(),
  holderId: uuid.nullable(),
  accountId: uuid.nullable(),
  contactId: uuid.nullable(),
  opportunityId: uuid.nullable(),
  reason: word(disqualifyReasons).nullable(),
  acceptedAt: instant.nullable(),
  convertedAt: instant.nullable(),
  externalKey: z.string().nullable(),
  unitId: count,
  updatedAt: instant,
  version: count,
});

const given = ['version'] as const;
const versioned = true;

export const leadResource = resource({
  name: 'leads',
  permission: 'lead.read',
  listed: common.extend({ holderName: z.string().nullable() }),
  whole,
  sorts: ['-createdAt', 'updated', '-updated'],
  filters: z.object({ show: oneFilter(leadShows) }),
  async list(ctx, { cursor, limit, sort, since, show }) {
    const after = readCursor(cursor);
    if (sort === 'updated' || sort === '-updated')
      return listChangedLeads(ctx, show ?? null, { sort, since, after, limit });
    const page = await listLeads(ctx, show ?? 'open', after, limit);
    return { rows: page.rows, next: page.after };
  },
  get: async (ctx, id) => (await getLead(ctx, id)).lead,
  create: write({ input: leadInput, run: (ctx, _id, input) => createLead(ctx, input) }),
  update: write({ input: correctionInput, given, versioned, run: correctLead }),
  verbs: {
    accept: write({ input: z.object({}), run: acceptLead }),
    pick: write({ input: z.object({}), run: pickLead }),
    return: write({
      input: z.object({ version }),
      given,
      versioned,
      run: (ctx, id, input) => returnLead(ctx, id, input.version),
    }),
    assign: write({
      input: assignmentInput,
      given,
      versioned,
      run: (ctx, id, input) => assignLead(ctx, id, input.personId, input.version),
    }),
    disqualify: write({ input: disqualifyInput, given, versioned, run: disqualifyLead }),
    convert: write({ input: convertInput, run: convertLead }),
  },
});
