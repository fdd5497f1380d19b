import { integer } from '~/core/fields';
import { findIndustry } from '../accounts/industries';
import { factSchema } from '../accounts/input';
import { findRegion } from '../accounts/regions';
import type { AccountFact } from '../accounts/rules';
import { type RuleSubject, settable } from './rules';

/** A name or a code of the standard, as its code. */
const industryOf = (typed: string) => findIndustry(typed) ?? undefined;
const numberOf = (typed: string, most: number) => integer(0, most).safeParse(typed).data;

/** What was typed for a field that a rule writes, as it is kept; a date is days from then. Undefined when it makes no sense. */
export function readSet(subject: RuleSubject, field: string, typed: string): string | number | undefined {
  if (!(settable[subject] as readonly string[]).includes(field) || !typed.trim()) return undefined;
  if (field === 'industry') return industryOf(typed);
  if (field === 'regionCode') return findRegion(typed) ? typed : undefined;
  if (field === 'expectedCloseOn') return numberOf(typed, 3650);
  if (field === 'probability') return numberOf(typed, 100);
  const word = field === 'grade' ? typed.trim().toUpperCase() : typed;
  return factSchema(field as AccountFact).safeParse(word).success ? word : undefined;
}
