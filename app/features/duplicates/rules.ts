export const pairStates = ['open', 'apart', 'merged'] as const;
export type PairState = (typeof pairStates)[number];

/** Why two accounts may be one: the same organisation in the credit code, a name that sounds the same or nearly, one telephone. */
export const duplicateReasons = ['code', 'sound', 'name', 'phone'] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

/** What a person chooses between when two accounts become one, as the form of an account has it. */
export const choiceFields = [
  'name', 'shortName', 'creditCode', 'kind', 'industry', 'grade', 'enterpriseId', 'regionCode', 'address', 'phone', 'website',
  'registeredCapitalFen', 'annualRevenueFen', 'monthlyRevenueFen', 'headcount', 'foundedYear', 'fundingPattern',
  'organisationForm', 'managementStyle', 'marketingNetwork', 'tailoringNote', 'externalKey',
] as const; // biome-ignore format: by subject
export type ChoiceField = (typeof choiceFields)[number];

type Sides = { master: Record<string, unknown>; other: Record<string, unknown> };
const isEmpty = (value: unknown) => value === null || value === undefined || value === '';

/** The fields in which the two differ. */
export const differing = ({ master, other }: Sides): ChoiceField[] =>
  choiceFields.filter((field) => (isEmpty(master[field]) ? !isEmpty(other[field]) : master[field] !== other[field]));

/** Proposed: the one that stays keeps what it knows, and takes from the other what it does not. */
export const proposed = ({ master, other }: Sides): ChoiceField[] =>
  choiceFields.filter((field) => isEmpty(master[field]) && !isEmpty(other[field]));

/** What the two were worth knowing: how many of the fields are filled, in percent. */
export function completeness(account: Record<string, unknown>): number {
  const filled = choiceFields.filter((field) => !isEmpty(account[field])).length;
  return Math.round((100 * filled) / choiceFields.length);
}
