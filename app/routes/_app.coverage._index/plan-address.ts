import type { CoverageKind } from '~/features/coverage/policy';

/** A visit of this kind to the account, for oneself or for whom one leads, and back to the list. */
export function planAddress(accountId: string, kind: CoverageKind, ownerId?: string) {
  const query = new URLSearchParams({ account: accountId });
  if (ownerId) query.set('owner', ownerId);
  if (kind === 'leader') query.set('type', 'executive');
  query.set('back', kind === 'leader' ? '/coverage?kind=leader' : '/coverage');
  return `/visits/plan?${query}`;
}
