import * as z from 'zod';
import { today } from '~/core/dates';
import { commitmentResource } from '~/features/api/resources/commitments.server';
import { atDay, type Row, ref, said, sentName, sentRefs, text } from '../face';
import type { Face } from '../face-type.server';

const status: Record<string, string> = {
  open: 'inProgress',
  kept: 'resolved',
  broken: 'rejected',
  cancelled: 'cancelled',
};
const shows: Record<string, string> = { inProgress: 'open', rejected: 'broken' };
/** What was settled is settled; what is taken up again is open. */
const verbs = { resolved: 'keep', closed: 'keep', rejected: 'break', inProgress: 'reopen' } as const;

const at = z.iso.datetime({ offset: true, error: 'error.moment' });
const notes = z.array(z.looseObject({ text: sentName })).max(1);
const partyOf = (parties: z.output<typeof sentRefs>, ...roles: (string | undefined)[]) =>
  parties.find(({ role }) => roles.includes(role))?.id;

const noteOf = (words: unknown, date?: unknown) =>
  text(words) ? [{ text: words, ...said({ date: date ?? undefined }) }] : [];
const shortest = 80;

/** What we owe a customer until a day: a complaint, a fault or a request is open until the promise it led to is settled. */
export const troubleTicketFace: Face = {
  api: 'troubleTicket',
  path: 'troubleTicket',
  type: 'TroubleTicket',
  resource: commitmentResource,
  narrow: { side: 'ours', sort: '-updated' },
  isOne: (row) => row.side === 'ours',
  filters: {
    status: (asked) => ({ show: shows[asked] ?? asked }),
    'relatedParty.id': (id) => ({ account: id }),
  },
  show: (row) => ({
    name: String(row.text).slice(0, shortest),
    description: row.text,
    ticketType: 'request',
    status: status[String(row.state)],
    creationDate: row.createdAt,
    lastUpdate: row.updatedAt,
    requestedResolutionDate: atDay(row.dueOn),
    resolutionDate: row.state === 'kept' ? atDay(row.settledOn) : undefined,
    statusChangeDate: atDay(row.settledOn),
    note: [...noteOf(row.answer, row.answeredAt), ...noteOf(row.evidence)],
    relatedParty: [
      ...ref('Organization', row.accountId, { role: 'customer', name: text(row.accountName) }),
      ...ref('Individual', row.ownerId, { role: 'assignee', name: text(row.ownerName) }),
    ],
    relatedEntity: ref('SalesOpportunity', row.opportunityId, { role: 'about' }),
  }),
  create: z
    .strictObject({
      name: sentName.optional(),
      description: sentName,
      ticketType: sentName.optional(),
      requestedResolutionDate: at,
      relatedParty: sentRefs,
    })
    .transform(({ description, requestedResolutionDate, relatedParty }) => ({
      side: 'ours',
      text: description,
      dueOn: today(new Date(requestedResolutionDate)),
      ...said({
        accountId: partyOf(relatedParty, undefined, 'customer'),
        ownerId: partyOf(relatedParty, 'assignee'),
      }),
    })),
  changeBy: 'settle',
  change: z
    .strictObject({
      status: z.enum(Object.keys(verbs) as (keyof typeof verbs)[], { error: 'error.choose' }).optional(),
      note: notes.optional(),
    })
    .transform(
      ({ status, note }): Row => ({ verb: status ? verbs[status] : 'answer', ...said({ answer: note?.[0]?.text }) }),
    ),
};
