import * as z from 'zod';
import { id, version } from '~/core/fields';
import {
  amendContract,
  giveUpContract,
  recordPayment,
  signContract,
  terminateContract,
} from '~/features/contracts/commands/change.server';
import { makeContract } from '~/features/contracts/commands/make.server';
import { renewContract } from '~/features/contracts/commands/renew.server';
import { saveSites } from '~/features/contracts/commands/sites.server';
import { amendFields, endFields, makeInput, paidFields, signFields, sitesFields } from '~/features/contracts/input';
import { getContract } from '~/features/contracts/queries/contract.server';
import { type contractOrders, listContracts } from '~/features/contracts/queries/list.server';
import { contractStates } from '~/features/contracts/rules';
import { translate } from '~/locales/translate.server';
import { oneFilter } from '../filters';
import { resource, write } from '../resource.server';
import { count, dayOf, fen, instant, uuid, word } from '../shapes';

const contract = z.object({
  id: uuid,
  number: z.string(),
  title: z.string(),
  state: word(contractStates),
  signedOn: dayOf.nullable(),
  endsOn: dayOf.nullable(),
  autoRenews: z.boolean(),
  monthlyFen: fen,
  totalFen: fen,
});

const given = ['version'] as const;
const versioned = true;

/** Made of the version of a quote that the customer has. */
export const contractResource = resource({
  name: 'contracts',
  permission: 'contract.read',
  listed: contract.extend({ accountName: z.string().nullable(), ownerName: z.string().nullable() }),
  whole: contract.extend({
    accountId: uuid,
    opportunityId: uuid,
    quoteId: uuid,
    startsOn: dayOf.nullable(),
    months: count,
    renewalMonths: count,
    firstPaidOn: dayOf.nullable(),
    oneOffFen: fen,
    taxFen: fen,
    closedOn: dayOf.nullable(),
    renewalId: uuid.nullable(),
    ownerId: uuid,
    unitId: count,
    createdAt: instant,
    updatedAt: instant,
    version: count,
  }),
  sorts: ['-updated', 'updated'],
  filters: z.object({ state: oneFilter(contractStates) }),
  async list(ctx, { cursor, limit, sort, since, state }) {
    const order = { sort: sort as keyof typeof contractOrders, since };
    const page = await listContracts(ctx, { state: state ?? null, ending: null, after: cursor, ...order }, limit);
    return { rows: page.rows, next: page.after };
  },
  get: async (ctx, id) => (await getContract(ctx, id)).contract,
  oneByOne: true,
  create: write({
    input: makeInput.extend({ quoteId: id }),
    run: (ctx, _id, { quoteId, ...input }) => makeContract(ctx, quoteId, input),
  }),
  verbs: {
    sign: write({ input: signFields, given, versioned, run: signContract }),
    sites: write({ input: sitesFields, given, versioned, run: saveSites }),
    amend: write({ input: amendFields, given, versioned, run: amendContract }),
    pay: write({ input: paidFields, given, versioned, run: recordPayment }),
    terminate: write({ input: endFields, given, versioned, run: terminateContract }),
    give_up: write({
      input: z.object({ version }),
      given,
      versioned,
      run: (ctx, contractId, input) => giveUpContract(ctx, contractId, input.version),
    }),
    renew: write({
      input: z.object({}),
      async run(ctx, contractId) {
        const { title } = (await getContract(ctx, contractId)).contract;
        return renewContract(ctx, contractId, translate(ctx.actor.locale)('contract.renewal_title', { title }));
      },
    }),
  },
});
