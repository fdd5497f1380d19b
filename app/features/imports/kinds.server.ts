import { accountsKind } from './kinds/accounts.server';
import { contactsKind } from './kinds/contacts.server';
import type { Kind } from './kinds/kind.server';
import { offeringsKind } from './kinds/offerings.server';
import { opportunitiesKind } from './kinds/opportunities.server';
import { peopleKind } from './kinds/people.server';
import { visitsKind } from './kinds/visits.server';
import type { ImportKind } from './rules';

export const kinds: Record<ImportKind, Kind> = {
  accounts: accountsKind,
  contacts: contactsKind,
  opportunities: opportunitiesKind,
  visits: visitsKind,
  people: peopleKind,
  offerings: offeringsKind,
};
