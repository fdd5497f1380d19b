import * as z from 'zod';
import { visits } from '#drizzle/schema';
import { readCursor } from '~/core/paging';
import { cancelVisit, editVisit } from '~/features/visits/commands/change.server';
import { completeVisit } from '~/features/visits/commands/complete.server';
import { moveVisit } from '~/features/visits/commands/move.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { deleteVisit, restoreVisit } from '~/features/visits/commands/remove.server';
import { startVisit } from '~/features/visits/commands/start.server';
import {
  cancelInput,
  completeInput,
  editInput,
  moveInput,
  newVisitInput,
  removeInput,
  startInput,
} from '~/features/visits/input';
import { getVisit, listAttendees } from '~/features/visits/queries/detail.server';
import { listOrderedVisits, type visitOrders } from '~/features/visits/queries/list.server';
import { channels, visitStatuses, visitTypes } from '~/features/visits/rules';
import { dayFilter, idFilter, oneFilter, ownerFilter, ownerOf, textFilter } from '../filters';
import { resource, write } from '../resource.server';
import { count, custom, dayOf, instant, uuid, word } from '../shapes';

const common = z.object({
  id: uuid,
  accountId: uuid,
  purpose: z.string(),
  type: word(visitTypes),
  channel: word(channels),
  status: word(visitStatuses),
  plannedAt: instant,
  plannedMinutes: count,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  note: z.string().nullable(),
  nextStep: z.string().nullable(),
  nextStepOn: dayOf.nullable(),
  satisfaction: count.nullable(),
  custom,
});

const listed = common.extend({ ownerId: uuid, accountName: z.string().nullable(), ownerName: z.string().nullable() });

const whole = common.extend({
  opportunityId: uuid.nullable(),
  contactIds: z.array(uuid),
  personIds: z.array(uuid),
  competitorNote: z.string().nullable(),
  confidence: count.nullable(),
  confirmedAt: instant.nullable(),
  cancelReason: z.string().nullable(),
  ownerId: uuid,
  unitId: count,
  createdAt: instant,
  updatedAt: instant,
  version: count,
});

const given = ['version'] as const;
const versioned = true;

export const visitResource = resource({
  name: 'visits',
  permission: 'visit.read',
  listed,
  whole,
  sorts: ['-plannedAt', 'plannedAt', 'updated', '-updated'],
  filters: z.object({
    q: textFilter,
    account: idFilter,
    owner: ownerFilter,
    person: idFilter,
    status: oneFilter(visitStatuses),
    type: oneFilter(visitTypes),
    from: dayFilter,
    to: dayFilter,
  }),
  async list(ctx, { cursor, limit, sort, since, custom, q, account, owner, person, status, type, from, to }) {
    const filter = {
      q: q ?? null,
      reach: 'all' as const,
      personId: ownerOf(ctx, owner ?? person),
      status: status ?? null,
      type: type ?? null,
      period: null,
      from: from ?? null,
      to: to ?? null,
      accountId: account ?? null,
      custom,
    };
    const order = { sort: sort as keyof typeof visitOrders, after: readCursor(cursor), limit, since };
    return listOrderedVisits(ctx, filter, order);
  },
  customOf: 'visits',
  binned: { table: visits, account: visits.accountId },
  async get(ctx, id) {
    const [{ visit }, there] = await Promise.all([getVisit(ctx, id), listAttendees(ctx, id)]);
    const contactIds = there.flatMap(({ contactId }) => contactId ?? []);
    return { ...visit, contactIds, personIds: there.flatMap(({ personId }) => personId ?? []) };
  },
  create: write({ input: newVisitInput, run: (ctx, _id, input) => createVisit(ctx, input) }),
  update: write({ input: editInput, given, versioned, run: editVisit }),
  remove: write({ input: removeInput, given, versioned, run: deleteVisit }),
  verbs: {
    restore: write({ input: z.object({}), run: restoreVisit }),
    start: write({ input: startInput, given, versioned, run: startVisit }),
    complete: write({ input: completeInput, given, versioned, run: completeVisit }),
    reschedule: write({ input: moveInput, given, versioned, run: moveVisit }),
    cancel: write({ input: cancelInput, given, versioned, run: cancelVisit }),
  },
});
