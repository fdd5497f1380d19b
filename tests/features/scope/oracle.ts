import type { Role } from '~/features/people/rules';
import type { Organisation } from './organisation';

export type Identity = { person: number; role: Role };

/** Each person in every role they hold, and once in a role they only claim. */
export const identitiesOf = (organisation: Organisation): Identity[] =>
  organisation.people.flatMap((person, i) => {
    const held = [...new Set(person.grants.map((grant) => grant.role))];
    const claimed: Role = held.includes('admin') ? 'sales_director' : 'admin';
    return [...held, ...(held.includes(claimed) ? [] : [claimed])].map((role) => ({ person: i, role }));
  });

/**
 * Who sees what, as product.md says it and in nothing but arrays: one's own, the accounts one is on the team of today
 * with everything of theirs, and for leads, directors, service agents and administrators what lies in the units below.
 */
export function oracle(organisation: Organisation, { person, role }: Identity) {
  const { units, people, accounts, rows, loose } = organisation;
  const led = people[person]!.grants.filter((grant) => grant.role === role).map((grant) => grant.unit);
  const leads = ['team_lead', 'sales_director', 'service_agent', 'admin'].includes(role);
  const inLedUnit = (unit: number): boolean =>
    leads && (led.includes(unit) || (unit > 0 && inLedUnit(units[unit]!.parent)));
  const onTeam = (account: number) =>
    accounts[account]!.team.some(
      ({ person: member, span }) => member === person && span.from <= 0 && (span.to === null || span.to > 0),
    );
  const seesRow = (row: { account: number; owner: number }) =>
    row.owner === person || inLedUnit(accounts[row.account]!.unit) || onTeam(row.account);
  return {
    account: (i: number) => accounts[i]!.owner === person || inLedUnit(accounts[i]!.unit) || onTeam(i),
    row: (i: number) => seesRow(rows[i]!),
    loose: (i: number) => loose[i]!.owner === person || inLedUnit(loose[i]!.unit),
    assignment: (account: number, member: number) =>
      member === person || inLedUnit(accounts[account]!.unit) || onTeam(account),
  };
}
