import * as z from 'zod';
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
import { listVisits } from '~/features/visits/queries/list.server';
import { channels, visitStatuses, visitTypes } from '~/features/visits/rules';
import { dayFilter, idFilter, oneFilter, textFilter } from '../filters';
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

const listed = common.extend({ accountName: z.string().nullable(), ownerName: z.string().nullable() });

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
  sorts: ['-plannedAt'],
  filters: z.object({
    q: textFilter,
    account: idFilter,
    person: idFilter,
    status: oneFilter(visitStatuses),
    type: oneFilter(visitTypes),
    from: dayFilter,
    to: dayFilter,
  }),
  async list(ctx, { cursor, limit, q, account, person, status, type, from, to }) {
    const filter = {
      q: q ?? null,
      reach: 'all' as const,
      personId: person ?? null,
      status: status ?? null,
      type: type ?? null,
      period: null,
      from: from ?? null,
      to: to ?? null,
      accountId: account ?? null,
    };
    const page = await listVisits(ctx, filter, { after: readCursor(cursor), size: limit });
    return { rows: page.rows, next: page.after };
  },
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
