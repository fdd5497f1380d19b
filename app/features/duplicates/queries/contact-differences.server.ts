import type { Context } from '~/core/context.server';
import type { Contact } from '~/features/contacts/queries.server';
import type { Difference } from '../field-choices';
import { ownDifferences, wordOf } from '../own-fields.server';
import { areInLine, contactChoiceFields, differing, proposed } from '../rules';

/** In what two contacts differ, and what is proposed; whom they report to is not chosen within one line of reporting. */
export async function contactDifferences(ctx: Context, kept: Contact, gone: Contact, people: Contact[]) {
  const fields = areInLine(kept, gone, people)
    ? contactChoiceFields.filter((field) => field !== 'reportsToId')
    : contactChoiceFields;
  const sides = { master: kept, other: gone };
  const taken = proposed(sides, fields);
  const values: Difference[] = differing(sides, fields).map((field) => ({
    field: wordOf('contacts', field),
    choice: `choices.${field}`,
    kept: kept[field],
    gone: gone[field],
    takes: taken.includes(field),
  }));
  return [...values, ...(await ownDifferences(ctx, 'contacts', { kept, gone }))];
}
