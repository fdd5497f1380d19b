import type { CustomField } from '../custom-fields/rules';
import { accountFields } from './kinds/accounts';
import { contactFields } from './kinds/contacts';
import { offeringFields } from './kinds/offerings';
import { opportunityFields } from './kinds/opportunities';
import { personFields } from './kinds/people';
import { visitFields } from './kinds/visits';
import type { ImportKind } from './rules';
import type { WordTableName } from './words';

export type ReferenceTarget =
  | 'account'
  | 'parent'
  | 'enterprise'
  | 'person'
  | 'offering'
  | 'stage'
  | 'unit'
  | 'competitor'
  | 'opportunity'
  | 'contact'
  | 'contacts';

/** How the text of a cell becomes a value. */
export type Cell =
  | { type: 'line'; max: number }
  | { type: 'text' }
  | { type: 'money' | 'day' | 'moment' | 'creditCode' | 'phone' | 'email' | 'industry' | 'region' }
  | { type: 'integer' | 'decimal'; min: number; max: number }
  | { type: 'word'; table: WordTableName }
  | { type: 'reference'; to: ReferenceTarget }
  | { type: 'own'; field: CustomField };

/**
 * A field a column can be mapped to; `name` is the property of the table, `headings` what files call it. `onlyNew` tells
 * of a new record how it came to be; of one that exists it is history and not changed.
 */
export type ImportField = {
  name: string;
  cell: Cell;
  required?: boolean;
  onlyNew?: boolean;
  headings: readonly string[];
};

export const importFields: Record<ImportKind, readonly ImportField[]> = {
  accounts: accountFields,
  contacts: contactFields,
  opportunities: opportunityFields,
  visits: visitFields,
  people: personFields,
  offerings: offeringFields,
};
