import { paths } from '~/core/paths';
import { approvalKey, type Criterion, criterionKey, leavesOf, presentFields } from './criteria';
import type { Lacking } from './moving';
import type { Stage } from './rules';

/** What is missing, by its key and as a rule to put into words, where it is filled in, and whether approval is asked for. */
export type Missing = { criterion: string; rule: Criterion; href: string; isAsked: boolean };

type Row = { id: string; accountId: string };

export function fillInAt(row: Row, { criterion, stage }: Lacking): string {
  const page = paths.opportunity(row.id);
  const back = encodeURIComponent(page);
  const [leaf = criterion] = leavesOf(criterion);
  switch (leaf.kind) {
    case 'field':
      return `${page}/edit?field=${presentFields[leaf.field]}`;
    case 'range':
      return `${page}/edit?field=${leaf.field === 'totalFen' ? 'oneOffFen' : leaf.field}`;
    case 'custom':
      return `${page}/edit?field=custom.${leaf.key}`;
    case 'contact':
      return `${paths.account(row.accountId)}/people?new=${leaf.role}&back=${back}`;
    case 'need':
    case 'visit':
    case 'photo':
      return `/visits/new?account=${row.accountId}&opportunity=${row.id}&mode=log&back=${back}`;
    case 'document':
      return `${page}/files?as=${leaf.document}`;
    case 'certificate':
      return `${paths.account(row.accountId)}/team`;
    case 'approval':
      return `${page}/approval?stage=${stage}&criterion=${encodeURIComponent(criterionKey(leaf))}`;
    default:
      return `${page}#evidence`;
  }
}

export const missingLinks = (row: Row, lacking: Lacking[], asked: string[]): Missing[] =>
  lacking.map((one) => ({
    criterion: criterionKey(one.criterion),
    rule: one.criterion,
    href: fillInAt(row, one),
    isAsked: asked.includes(approvalKey(one.stage, one.criterion)),
  }));

/** What the form of a move needs to know: each stage with what still stands in its way. */
export type MoveChoice = {
  id: string;
  title: string;
  version: number;
  stageId: number;
  stages: (Omit<Stage, 'exitCriteria'> & { missing: Missing[] })[];
  competitors: { id: string; name: string }[];
  competitorId: string | null;
};
