import { largestFen } from '~/core/money';
import type { Criterion } from './criteria';

export const stageTypes = ['open', 'on_hold', 'won', 'lost'] as const;
export type StageType = (typeof stageTypes)[number];

export const closeReasons = [
  'price',
  'product_fit',
  'relationship',
  'service',
  'brand',
  'delivery_time',
  'budget_cut',
  'no_decision',
  'duplicate',
  'other',
] as const;
export type CloseReason = (typeof closeReasons)[number];

export const sources = [
  'manager',
  'referral',
  'campaign',
  'website',
  'hotline',
  'tender',
  'partner',
  'renewal',
  'import',
] as const;
export type OpportunitySource = (typeof sources)[number];

/** What an entry of `opportunity_changes` tells. One save may write several. */
export const changeKinds = ['created', 'moved', 'amount', 'close_date', 'owner', 'deleted', 'restored'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Evidence every deal can show; definitions may ask for more of their own. */
export const evidenceKinds = ['feasibility_done', 'quote_approved', 'contract_signed'] as const;

/** What a file of a deal is; the last is for whatever nobody asks for. */
export const documentKinds = [
  'requirements', 'survey', 'solution', 'quote', 'tender', 'bid', 'contract', 'acceptance', 'other',
] as const; // biome-ignore format: as a list
export type DocumentKind = (typeof documentKinds)[number];

/** How a deal was judged worth pursuing, by its qualification. */
export const judgements = ['go', 'conditional', 'no_go'] as const;
export type Judgement = (typeof judgements)[number];
/** To filter by, with those nobody has judged. */
export const judgementsAsked = [...judgements, 'none'] as const;

/** Spans of the expected close date to filter by. */
export const closePresets = ['this_month', 'this_quarter', 'next_quarter', 'none'] as const;
export type ClosePreset = (typeof closePresets)[number];
/** How a list can be sorted; each has its index. */
export const sorts = ['-updated', 'updated', '-amount', 'amount', 'close', '-close'] as const;
export type Sort = (typeof sorts)[number];

/** Reasons that name a rival: a deal lost for one of them says to whom. */
export const rivalReasons = ['price', 'product_fit', 'relationship', 'service', 'brand', 'delivery_time'] as const;
export const needsCompetitor = (reason: string) => (rivalReasons as readonly string[]).includes(reason);
/** What can be said of a deal won. */
export const wonReasons = [...rivalReasons, 'other'] as const satisfies readonly CloseReason[];

/** A stage of a pipeline definition, as everybody reads it. */
export type Stage = {
  id: number;
  pipelineId: number;
  position: number;
  code: string;
  name: string;
  nameEn: string;
  type: StageType;
  probability: number;
  stuckAfterDays: number | null;
  exitCriteria: Criterion[];
  guidance: string | null;
};
export type Evidence = Record<string, { at: string; by: string; note?: string } | undefined>;

export const stageName = (stage: Pick<Stage, 'name' | 'nameEn'>, locale: string) =>
  locale === 'en' ? stage.nameEn : stage.name;

type Amounts = { oneOffFen: number; monthlyFen: number; months: number };
/** Total contract value: what the database computes too. */
export const totalOf = ({ oneOffFen, monthlyFen, months }: Amounts) => oneOffFen + monthlyFen * months;

/** What a deal may not be saved with, by field. A date that has passed stays until somebody changes it: it is true. */
export function dealProblems(
  deal: Amounts & { expectedCloseOn: string | null },
  { day, isDateNew }: { day: string; isDateNew: boolean },
): Record<string, string> {
  const large = deal.monthlyFen > 0 ? 'monthlyFen' : 'oneOffFen';
  return {
    ...(totalOf(deal) > largestFen && { [large]: 'opportunity.too_large' }),
    ...(isDateNew &&
      deal.expectedCloseOn &&
      deal.expectedCloseOn < day && { expectedCloseOn: 'opportunity.close_past' }),
  };
}
export const weightedOf = (totalFen: number, probability: number) => Math.trunc((totalFen * probability) / 100);

const dayMs = 86_400_000;
/** The instant before which the last activity must lie for an opportunity to be stuck. */
export const quietSince = (now: Date, stuckAfterDays: number) => new Date(now.getTime() - stuckAfterDays * dayMs);

export const quietDays = (lastActivityAt: Date, now: Date) =>
  Math.max(0, Math.floor((now.getTime() - lastActivityAt.getTime()) / dayMs));

/** Open, and nothing has happened for longer than its stage allows. */
export const isStuck = (row: { lastActivityAt: Date }, stage: Pick<Stage, 'type' | 'stuckAfterDays'>, now: Date) =>
  stage.type === 'open' && stage.stuckAfterDays !== null && row.lastActivityAt < quietSince(now, stage.stuckAfterDays);

/** A close date moved to a later day counts as a slip; set for the first time or pulled in does not. */
export const isSlip = (from: string | null, to: string | null) => from !== null && (to === null || to > from);

/** The estimate after a move: the stage's own, unless the manager had set another; won and lost leave no doubt. */
export function probabilityAfter(current: number, from: Pick<Stage, 'probability'>, to: Stage) {
  if (to.type === 'won' || to.type === 'lost') return to.probability;
  return current === from.probability ? to.probability : current;
}
