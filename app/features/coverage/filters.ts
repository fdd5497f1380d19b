import { isId } from '~/core/ids';
import { type Grade, grades } from '~/features/accounts/rules';
import { type CoverageKind, coverageKinds } from './policy';

/** What the list of the overdue is narrowed to. */
export type CoverageFilters = {
  kind: CoverageKind;
  grade: Grade | null;
  /** A person's id; `me` has been resolved. */
  owner: string | null;
  unit: number | null;
};

/** Reads the filters of an address; what is not one of ours is left out. */
export function readCoverageFilters(params: URLSearchParams, me: string): CoverageFilters {
  const owner = params.get('owner');
  const unit = params.get('unit');
  return {
    kind: coverageKinds.find((kind) => kind === params.get('kind')) ?? 'manager',
    grade: grades.find((grade) => grade === params.get('grade')) ?? null,
    owner: owner === 'me' ? me : isId(owner) ? owner : null,
    unit: unit && /^[1-9]\d{0,8}$/.test(unit) ? Number(unit) : null,
  };
}
