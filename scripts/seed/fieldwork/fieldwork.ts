import type { commitments, needs, visitAttendees, visits } from '#drizzle/schema';
import type { Person } from '../company';
import type { Contact } from '../contacts';
import type { Customer } from '../customers/customer';
import type { Deal } from '../deals/deal';

export type Visit = typeof visits.$inferInsert & { id: string; plannedAt: Date; ownerId: string };

/** One customer with everything a visit can be about. */
export type Field = { customer: Customer; contacts: Contact[]; deals: Deal[]; colleagues: Person[] };

export type Fieldwork = {
  visits: Visit[];
  attendees: (typeof visitAttendees.$inferInsert)[];
  needs: (typeof needs.$inferInsert)[];
  commitments: (typeof commitments.$inferInsert)[];
};

export const nothing = (): Fieldwork => ({ visits: [], attendees: [], needs: [], commitments: [] });
