import { isId } from '~/core/ids';
import type { CustomCriterion } from '../custom-fields/filters';
import { type AccountKind, type AccountSort, accountKinds, accountSorts, type Grade, grades } from './rules';

/** What the register is narrowed to; the address of the page and of its export. */
export type AccountFilters = {
  q: string | null;
  grade: Grade | null;
  kind: AccountKind | null;
  /** Section letter of GB/T 4754. */
  section: string | null;
  /** Six digits; of a province its first two count. */
  region: string | null;
  /** A person's id; `me` has been resolved. */
  owner: string | null;
  unit: number | null;
  /** Days without a visit; a customer never visited counts whatever its age. */
  quiet: number | null;
  sort: AccountSort;
  /** Changed at this instant or later. */
  since?: Date | null;
  /** What is asked of the company's own fields; found where the address is read. */
  custom?: CustomCriterion[] | null;
};

const among = <T extends string>(words: readonly T[], word: string | null) => words.find((w) => w === word) ?? null;
const shaped = (shape: RegExp, text: string | null) => (text && shape.test(text) ? text : null);

/** Reads the filters of an address; what is not one of ours is left out. */
export function readAccountFilters(params: URLSearchParams, me: string): AccountFilters {
  const owner = params.get('owner');
  const unit = shaped(/^\d{1,9}$/, params.get('unit'));
  const quiet = Number(shaped(/^[1-9]\d{0,3}$/, params.get('quiet'))) || null;
  return {
    q: params.get('q')?.trim().slice(0, 100) || null,
    grade: among(grades, params.get('grade')),
    kind: among(accountKinds, params.get('kind')),
    section: shaped(/^[A-T]$/, params.get('section')),
    region: shaped(/^\d{6}$/, params.get('region')),
    owner: owner === 'me' ? me : isId(owner) ? owner : null,
    unit: unit ? Number(unit) : null,
    quiet,
    // who asks for the neglected wants the most neglected first
    sort: among(accountSorts, params.get('sort')) ?? (quiet ? 'visit' : '-updated'),
  };
}

export const isFiltered = ({ sort: _, ...filters }: AccountFilters) => Object.values(filters).some((v) => v !== null);
