import { fromLocal } from '~/core/dates';
import type { Demo } from './demo';
import { visitDays } from './fieldwork/days';
import { type Field, type Fieldwork, nothing, type Visit } from './fieldwork/fieldwork';
import { makeCommitment, makeNeed, partOf } from './fieldwork/heard';
import { makeVisit } from './fieldwork/visit';
import { chance, pick } from './random';

const todays = [9.5, 11, 14, 15.5, 16.5];

/** Every visit with who was there, what was heard and what was promised; moves deals' and accounts' last activity. */
export function makeFieldwork(demo: Demo, fields: Field[]): Fieldwork {
  const made = nothing();
  for (const field of fields) {
    for (const deal of field.deals) {
      const part = partOf(demo, field, deal.row.ownerId, deal.row.createdAt);
      made.needs.push(makeNeed(demo, part, deal.product, deal));
    }
    if (field.customer.untouched) continue;
    for (const [at, day] of visitDays(demo, field.customer).entries()) {
      add(demo, made, field, makeVisit(demo, field, day, at === 0 && chance(demo.random, 0.5)));
    }
  }
  for (const [at, field] of fields.filter(isForToday).slice(0, todays.length).entries()) {
    const start = new Date(fromLocal(demo.today).getTime() + (todays[at] ?? 9) * 3_600_000);
    add(demo, made, field, makeVisit(demo, field, demo.today, false, start));
  }
  return made;
}

const isForToday = ({ customer, deals, contacts }: Field) =>
  customer.owner.key === 'manager' && contacts.length > 1 && deals.some(({ row }) => row.stageType === 'open');

function add(demo: Demo, made: Fieldwork, field: Field, { visit, met, deal }: ReturnType<typeof makeVisit>) {
  const { random } = demo;
  const { customer, colleagues } = field;
  made.visits.push(visit);
  const shared = (at: Date) => partOf(demo, field, visit.ownerId, at);
  const attend = (who: { contactId?: string; personId?: string }) => {
    const { updatedAt: _, ...part } = shared(visit.createdAt!);
    made.attendees.push({
      ...part,
      visitId: visit.id,
      contactId: who.contactId ?? null,
      personId: who.personId ?? null,
    });
  };
  for (const contact of met) attend({ contactId: contact.id });
  attend({ personId: visit.ownerId });
  const others = colleagues.filter(({ id }) => id !== visit.ownerId);
  if (others.length > 0 && chance(random, visit.type === 'executive' ? 0.9 : 0.15)) {
    attend({ personId: pick(random, others).id });
  }

  const endedAt = visit.endedAt;
  if (!endedAt) return;
  note(visit, field, deal);
  if (chance(random, 0.115)) {
    made.needs.push(makeNeed(demo, shared(endedAt), pick(random, customer.products), undefined, visit.id));
  }
  if (chance(random, 0.38)) made.commitments.push(makeCommitment(demo, shared(endedAt), visit, deal));
  if (chance(random, 0.07)) made.commitments.push(makeCommitment(demo, shared(endedAt), visit, deal));
}

function note(visit: Visit, { customer }: Field, deal: ReturnType<typeof makeVisit>['deal']) {
  const at = visit.endedAt!;
  const { row } = customer;
  if (!row.lastVisitedAt || row.lastVisitedAt < at) row.lastVisitedAt = at;
  if (row.updatedAt < at) row.updatedAt = at;
  if (deal && deal.row.lastActivityAt < at && deal.row.stageType !== 'won' && deal.row.stageType !== 'lost') {
    deal.row.lastActivityAt = at;
  }
}
