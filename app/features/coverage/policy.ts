import { type Grade, grades } from '~/features/accounts/rules';
import { proposedKinds } from '~/features/visits/rules';

/** Whose visits: of the account manager (any visit counts) or of a leader (executive visits count). */
export const coverageKinds = proposedKinds;
export type CoverageKind = (typeof coverageKinds)[number];

/** Working days from one visit to the next; null: no visits of a leader are asked for. */
export type Policy = Record<`manager${Grade}`, number> & Record<`leader${Grade}`, number | null>;

export const longestInterval = 500;

/** Monthly, every two months, quarterly, half-yearly; a leader sees grade A quarterly. A month has 21 working days. */
export const defaultPolicy: Policy = {
  managerA: 21, managerB: 42, managerC: 63, managerD: 126,
  leaderA: 63, leaderB: null, leaderC: null, leaderD: null,
}; // biome-ignore format: two lines

/** Whether a job plans what coverage will ask for, how many working days ahead, and up to how many visits a day. */
export type Proposing = { proposes: boolean; proposeDays: number; proposePerDay: number };
export const defaultProposing: Proposing = { proposes: false, proposeDays: 10, proposePerDay: 3 };
export const proposeBounds = { days: 40, perDay: 12 } as const;

export const intervalOf = <Kind extends CoverageKind>(policy: Policy, kind: Kind, grade: Grade) =>
  policy[`${kind}${grade}`] as Kind extends 'manager' ? number : number | null;

export type Rule = { grade: Grade; days: number; tenantIds: number[] };

/** What is asked for by grade, with the companies that ask for it: one rule for those that agree. */
export function rulesOf(policies: ReadonlyMap<number, Policy>, kind: CoverageKind): Rule[] {
  const rules: Rule[] = [];
  for (const grade of grades)
    for (const [tenantId, policy] of policies) {
      const days = intervalOf(policy, kind, grade);
      if (days === null) continue;
      const same = rules.find((rule) => rule.grade === grade && rule.days === days);
      if (same) same.tenantIds.push(tenantId);
      else rules.push({ grade, days, tenantIds: [tenantId] });
    }
  return rules;
}

export type Share = { total: number; late: number };

/** Of a hundred accounts so many are visited in time, rounded down: 100 means all of them. */
export const percentOf = ({ total, late }: Share) => Math.floor(((total - late) / total) * 100);

export type ShareTone = 'ok' | 'warn' | 'bad' | 'neutral';
export const shareTone = (share: Share): ShareTone => {
  if (share.total === 0) return 'neutral';
  const percent = percentOf(share);
  return percent >= 90 ? 'ok' : percent >= 70 ? 'warn' : 'bad';
};
