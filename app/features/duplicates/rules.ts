export const pairStates = ['open', 'apart', 'merged'] as const;
export type PairState = (typeof pairStates)[number];

/** Why two accounts may be one: the same organisation in the credit code, a name that sounds the same or nearly, one telephone. */
export const duplicateReasons = ['code', 'sound', 'name', 'phone'] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];

/** Why two contacts of an account may be one person: a mobile, an address, a name or how it sounds in common. */
export const contactReasons = ['mobile', 'email', 'name', 'sound'] as const;
export type ContactReason = (typeof contactReasons)[number];

/** What a person chooses between when two accounts become one, as the form of an account has it. */
export const choiceFields = [
  'name', 'shortName', 'creditCode', 'kind', 'industry', 'grade', 'enterpriseId', 'regionCode', 'address', 'phone', 'website',
  'registeredCapitalFen', 'annualRevenueFen', 'monthlyRevenueFen', 'headcount', 'foundedYear', 'fundingPattern',
  'organisationForm', 'managementStyle', 'marketingNetwork', 'tailoringNote', 'externalKey',
] as const; // biome-ignore format: by subject
export type ChoiceField = (typeof choiceFields)[number];

/** The same for two contacts. */
export const contactChoiceFields = [
  'name', 'title', 'department', 'mobile', 'phone', 'email', 'wechat', 'reportsToId', 'buyingRole', 'influence', 'attitude',
  'note', 'externalKey',
] as const; // biome-ignore format: by subject
export type ContactChoiceField = (typeof contactChoiceFields)[number];

type Values = Record<string, unknown>;
type Sides = { master: Values; other: Values };
/** `unknown` is what an attitude nobody has found out says. */
const isEmpty = (value: unknown) => value === null || value === undefined || value === '' || value === 'unknown';
/** Several choices of a company's own field are a list. */
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The fields in which the two differ. */
export const differing = <F extends string>({ master, other }: Sides, fields: readonly F[]): F[] =>
  fields.filter((field) =>
    isEmpty(master[field]) ? !isEmpty(other[field]) : !isSame(master[field] ?? null, other[field] ?? null),
  );

/** Proposed: the one that stays keeps what it knows, and takes from the other what it does not. */
export const proposed = <F extends string>({ master, other }: Sides, fields: readonly F[]): F[] =>
  fields.filter((field) => isEmpty(master[field]) && !isEmpty(other[field]));

export type Choices<F extends string = string> = Partial<Record<F, 'kept' | 'gone'>>;

/** The fields that are taken from the one that goes. */
export const chosen = <F extends string>({ master, other }: Sides, fields: readonly F[], choices: Choices<F>): F[] =>
  differing({ master, other }, fields).filter((field) => choices[field] === 'gone');

type InLine = { id: string; reportsToId: string | null };

/** Whom a person reports to, and those above, as far as they are known. */
function lineAbove(of: InLine, people: ReadonlyMap<string, InLine>): Set<string> {
  const line = new Set<string>();
  for (let at = of.reportsToId; at && !line.has(at); at = people.get(at)?.reportsToId ?? null) line.add(at);
  return line;
}

/** Of two in one line of reporting nobody's superior can be chosen: the one that stays moves up by itself. */
export function areInLine(one: InLine, other: InLine, people: readonly InLine[]): boolean {
  const byId = new Map(people.map((person) => [person.id, person]));
  return lineAbove(one, byId).has(other.id) || lineAbove(other, byId).has(one.id);
}

/** What the two were worth knowing: how many of the fields are filled, in percent. */
export function completeness(account: Record<string, unknown>): number {
  const filled = choiceFields.filter((field) => !isEmpty(account[field])).length;
  return Math.round((100 * filled) / choiceFields.length);
}

/** What undoing did not put back as it was. `fields`: columns changed since, which stay; the others name rows by table. */
export type ContactsLeft = {
  fields: string[];
  changed: Record<string, string[]>;
  gone: Record<string, string[]>;
  added: Record<string, string[]>;
};
