import * as z from 'zod';
import { commitments } from '#drizzle/schema';
import { readCursor } from '~/core/paging';
import { changeCommitment } from '~/features/visits/commands/change-commitment.server';
import { settleCommitment } from '~/features/visits/commands/commitments.server';
import { makePromise } from '~/features/visits/commands/promise.server';
import { commitmentChange, commitmentInput, promiseInput } from '~/features/visits/commitment-input';
import { getCommitment, listChangedCommitments, listCommitments } from '~/features/visits/queries/commitments.server';
import { channels, commitmentShows, commitmentSides, commitmentStates } from '~/features/visits/rules';
import { dayFilter, idFilter, oneFilter } from '../filters';
import { resource, write } from '../resource.server';
import { count, dayOf, instant, uuid, word } from '../shapes';

const common = z.object({
  id: uuid,
  side: word(commitmentSides),
  text: z.string(),
  dueOn: dayOf,
  state: word(commitmentStates),
  settledOn: dayOf.nullable(),
  evidence: z.string().nullable(),
  answer: z.string().nullable(),
  answerChannel: word(channels).nullable(),
  answeredAt: instant.nullable(),
  cancelReason: z.string().nullable(),
  visitId: uuid.nullable(),
  ownerId: uuid,
  version: count,
});

const listed = common.extend({
  accountId: uuid.nullable(),
  accountName: z.string().nullable(),
  ownerName: z.string().nullable(),
});

const whole = common.extend({
  accountId: uuid,
  opportunityId: uuid.nullable(),
  unitId: count,
  createdAt: instant,
  updatedAt: instant,
});

export const commitmentResource = resource({
  name: 'commitments',
  permission: 'commitment.update',
  listed,
  whole,
  sorts: ['dueOn', 'updated', '-updated'],
  filters: z.object({
    show: oneFilter(commitmentShows),
    reach: oneFilter(['mine', 'team']),
    account: idFilter,
    side: oneFilter(commitmentSides),
    dueSince: dayFilter,
  }),
  async list(ctx, { cursor, limit, sort, since, show, reach = 'team', account, side, dueSince }) {
    const narrowed = { reach, accountId: account ?? null, side: side ?? null, dueSince: dueSince ?? null };
    if (sort === 'updated' || sort === '-updated')
      return listChangedCommitments(
        ctx,
        { ...narrowed, show: show ?? null },
        { sort, since, after: readCursor(cursor), limit },
      );
    const filter = { ...narrowed, show: show ?? 'open' };
    const page = await listCommitments(ctx, filter, { after: readCursor(cursor), size: limit });
    return { rows: page.rows, next: page.after };
  },
  binned: { table: commitments, account: commitments.accountId },
  get: getCommitment,
  create: write({ input: promiseInput, run: (ctx, _id, input) => makePromise(ctx, input) }),
  update: write({
    input: commitmentChange,
    given: ['version', 'commitmentId'],
    versioned: true,
    run: (ctx, commitmentId, input) => changeCommitment(ctx, { ...input, commitmentId }),
  }),
  verbs: {
    settle: write({
      input: commitmentInput,
      given: ['version', 'commitmentId', 'clock'],
      versioned: true,
      run: (ctx, commitmentId, input) => settleCommitment(ctx, { ...input, commitmentId }),
    }),
  },
});
