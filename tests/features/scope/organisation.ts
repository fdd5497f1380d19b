import fc from 'fast-check';
import { type AssignmentRole, assignmentRoles } from '~/features/assignments/rules';
import { type Role, roles } from '~/features/people/rules';

/** Days from today; `to` is the first day that does not count. */
export type Span = { from: number; to: number | null };
export type Organisation = {
  /** Each stands below an earlier one; the first is the group. Some begin a company of their own. */
  units: { parent: number; beginsTenant: boolean }[];
  people: { unit: number; grants: { role: Role; unit: number }[] }[];
  accounts: { unit: number; owner: number; team: { person: number; role: AssignmentRole; span: Span }[] }[];
  /** Rows that belong to an account, each with an owner of its own. */
  rows: { account: number; owner: number }[];
  /** Rows that belong to no account. */
  loose: { unit: number; owner: number }[];
};

/** Past, until yesterday, today only, from today, up to and with today, still open, from tomorrow. */
const spans: Span[] = [
  { from: -100, to: -30 },
  { from: -100, to: 0 },
  { from: 0, to: 1 },
  { from: 0, to: null },
  { from: -5, to: 1 },
  { from: -400, to: null },
  { from: 1, to: null },
];

const index = fc.nat({ max: 10_000 });

export const organisations: fc.Arbitrary<Organisation> = fc.record({
  units: fc.array(
    fc.record({ parent: index, beginsTenant: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()) }),
    { minLength: 4, maxLength: 24, size: 'max' },
  ),
  people: fc.array(
    fc.record({
      unit: index,
      grants: fc.array(fc.record({ role: fc.constantFrom(...roles), unit: index }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 4, maxLength: 30, size: 'max' },
  ),
  accounts: fc.array(
    fc.record({
      unit: index,
      owner: index,
      team: fc.array(
        fc.record({ person: index, role: fc.constantFrom(...assignmentRoles), span: fc.constantFrom(...spans) }),
        { maxLength: 4 },
      ),
    }),
    { minLength: 5, maxLength: 120, size: 'max' },
  ),
  rows: fc.array(fc.record({ account: index, owner: index }), { minLength: 5, maxLength: 240, size: 'max' }),
  loose: fc.array(fc.record({ unit: index, owner: index }), { minLength: 1, maxLength: 30, size: 'max' }),
});
