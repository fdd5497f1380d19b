import type { AccountKind } from '~/features/accounts/rules';

export type KindSpec = {
  /** Full name and short name; 市 full city, 城 short city, 省 province, 区 invented district, 号 brand, 业 trade. */
  names: readonly (readonly [full: string, short: string])[];
  /** With the industries (GB/T 4754) each may be. */
  trades: Record<string, readonly string[]>;
  accountKinds: readonly (readonly [AccountKind, number])[];
  headcount: readonly [low: number, high: number];
};

export const company = [
  ['private', 7],
  ['state_owned', 2],
  ['foreign', 1],
] as const;
export const publicOnly = [['public_institution', 1]] as const;
export const stateMostly = [
  ['state_owned', 4],
  ['private', 1],
] as const;
