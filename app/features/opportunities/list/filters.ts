import { addDays, addMonths, isDay, startOf } from '~/core/dates';
import { isId } from '~/core/ids';
import { parseYuan } from '~/core/money';
import type { CustomCriterion } from '../../custom-fields/filters';
import { type ProductLine, productLines } from '../../offerings/rules';
import {
  type ClosePreset,
  closePresets,
  judgementsAsked,
  type OpportunitySource,
  type Sort,
  type StageType,
  sorts,
  sources,
  stageTypes,
} from '../rules';

/** What board, list, sums and export are narrowed to: the address of the page, read once. */
export type OpportunityFilter = {
  q: string | null;
  /** Keys of what `q` means when they are few; null while unknown, or when the text is common. */
  found?: string[] | null;
  stageIds: number[];
  type: StageType | null;
  /** A person's id; `me` has been resolved. */
  ownerId: string | null;
  unitId: number | null;
  minFen: number | null;
  maxFen: number | null;
  close: ClosePreset | null;
  /** Days, both included. */
  closeFrom: string | null;
  closeTo: string | null;
  stuck: boolean;
  slipped: boolean;
  overdue: boolean;
  source: OpportunitySource | null;
  line: ProductLine | null;
  judged: (typeof judgementsAsked)[number] | null;
  /** What is asked of the company's own fields; found where the address is read. */
  custom?: CustomCriterion[] | null;
  /** Changed at this instant or later. */
  since?: Date | null;
};

export const filterParams = [
  'q', 'pipeline', 'stage', 'type', 'owner', 'unit', 'min', 'max', 'close', 'closeFrom', 'closeTo', 'stuck', 'slipped', 'overdue', 'source', 'line', 'judged',
] as const; // biome-ignore format: as a list

const among = <T extends string>(words: readonly T[], word: string | null) => words.find((w) => w === word) ?? null;
const dayOr = (text: string | null) => (text && isDay(text) ? text : null);
const whole = (text: string | null) => (text && /^\d{1,9}$/.test(text) ? Number(text) : null);

/** Reads the filters of an address; what is not one of ours counts as absent. */
export function readFilter(params: URLSearchParams, me: string): OpportunityFilter {
  const owner = params.get('owner');
  const stageIds = params.getAll('stage').flatMap((text) => text.split(','));
  return {
    q: params.get('q')?.trim().slice(0, 100) || null,
    stageIds: [...new Set(stageIds.map(whole).filter((n) => n !== null))].slice(0, 50),
    type: among(stageTypes, params.get('type')),
    ownerId: owner === 'me' ? me : isId(owner) ? owner : null,
    unitId: whole(params.get('unit')),
    minFen: parseYuan(params.get('min') ?? ''),
    maxFen: parseYuan(params.get('max') ?? ''),
    close: among(closePresets, params.get('close')),
    closeFrom: dayOr(params.get('closeFrom')),
    closeTo: dayOr(params.get('closeTo')),
    stuck: params.get('stuck') === '1',
    slipped: params.get('slipped') === '1',
    overdue: params.get('overdue') === '1',
    source: among(sources, params.get('source')),
    line: among(productLines, params.get('line')),
    judged: among(judgementsAsked, params.get('judged')),
  };
}

export const readSort = (params: URLSearchParams): Sort => among(sorts, params.get('sort')) ?? '-updated';

/** The first day of the quarter `on` lies in. */
export function quarterStart(on: string) {
  const month = Math.floor((Number(on.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${on.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}

/** The days a filter covers, both included; null at an end that is open. */
export function closeSpan(filter: Pick<OpportunityFilter, 'close' | 'closeFrom' | 'closeTo'>, day: string) {
  const { close, closeFrom, closeTo } = filter;
  if (closeFrom || closeTo) return { from: closeFrom, to: closeTo };
  const until = (first: string, months: number) => ({ from: first, to: addDays(addMonths(first, months), -1) });
  if (close === 'this_month') return until(startOf(day, 'month'), 1);
  if (close === 'this_quarter') return until(quarterStart(day), 3);
  if (close === 'next_quarter') return until(addMonths(quarterStart(day), 3), 3);
  return null;
}

/** True when whose and which stage is all that is asked: then the kept sums answer. */
export const isKept = ({ stageIds: _s, type: _t, ownerId: _o, unitId: _u, ...rest }: OpportunityFilter) =>
  Object.values(rest).every((value) => value === null || value === false);

export const isFiltered = ({ stageIds, ...rest }: OpportunityFilter) =>
  stageIds.length > 0 || Object.values(rest).some((value) => value !== null && value !== false);
