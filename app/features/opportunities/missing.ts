import { paths } from '~/core/paths';
import type { Criterion, Stage } from './rules';

/** What is missing, what it is called, and the page on which it is filled in. */
export type Missing = { criterion: Criterion; labelKey: `criterion.${Criterion}`; href: string };

const fieldOf: Partial<Record<Criterion, string>> = {
  amount_set: 'oneOffFen',
  close_date_set: 'expectedCloseOn',
  offering_chosen: 'offeringId',
  competitor_known: 'competitorId',
};

export function fillInAt(row: { id: string; accountId: string }, criterion: Criterion): string {
  const page = paths.opportunity(row.id);
  const back = encodeURIComponent(page);
  if (fieldOf[criterion]) return `${page}/edit?field=${fieldOf[criterion]}`;
  if (criterion === 'decision_maker_known')
    return `${paths.account(row.accountId)}/people?new=decision_maker&back=${back}`;
  if (criterion === 'need_recorded' || criterion === 'visit_within_30_days')
    return `/visits/new?account=${row.accountId}&opportunity=${row.id}&mode=log&back=${back}`;
  return `${page}#evidence`;
}

export const missingLinks = (row: { id: string; accountId: string }, criteria: Criterion[]): Missing[] =>
  criteria.map((criterion) => ({ criterion, labelKey: `criterion.${criterion}`, href: fillInAt(row, criterion) }));

/** What the form of a move needs to know: each stage with what still stands in its way. */
export type MoveChoice = {
  id: string;
  title: string;
  version: number;
  stageId: number;
  stages: (Stage & { missing: Missing[] })[];
  competitors: { id: string; name: string }[];
  competitorId: string | null;
};
