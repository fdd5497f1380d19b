import type { Attitude } from '../contacts/rules';
import { type Judgement, judgements } from '../opportunities/rules';

/** What the offer is held against the need for. */
export const fitAspects = ['product', 'service', 'solution'] as const;
export type FitAspect = (typeof fitAspects)[number];
export const fitField = { product: 'fitProduct', service: 'fitService', solution: 'fitSolution' } as const;
export const bestFit = 5;

export const budgets = ['known', 'asked', 'unknown'] as const;
export type Budget = (typeof budgets)[number];

export const tenders = ['yes', 'no', 'unknown'] as const;
export type Tender = (typeof tenders)[number];

/** How far we can still shape what the tender asks for. */
export const influences = ['none', 'some', 'strong'] as const;
export type TenderInfluence = (typeof influences)[number];

/** On what we stand before or behind a competitor, −2 … +2. */
export const gapAspects = ['product', 'service', 'brand', 'relationship'] as const;
export type GapAspect = (typeof gapAspects)[number];
export const widestGap = 2;
export type Gap = { competitorId: string } & Record<GapAspect, number | null>;
export const mostGaps = 6;

export const results = judgements;
export type QualificationResult = Judgement;

/** What a person says about an opportunity on its qualification page. */
export type QualificationFacts = {
  fitProduct: number | null;
  fitProductNote: string | null;
  fitService: number | null;
  fitServiceNote: string | null;
  fitSolution: number | null;
  fitSolutionNote: string | null;
  budget: Budget;
  budgetFen: number | null;
  deciderId: string | null;
  decisionOn: string | null;
  compellingEvent: string | null;
  tender: Tender;
  tenderNo: string | null;
  announcedOn: string | null;
  bidDueOn: string | null;
  bidBondFen: number | null;
  weightPrice: number | null;
  weightTechnical: number | null;
  weightCommercial: number | null;
  tenderInfluence: TenderInfluence | null;
  gaps: Gap[];
  /** Expected, in per cent of the order's value. */
  marginPercent: number | null;
  strategicWeight: number | null;
  strategicWhy: string | null;
};

export const nothingKnown: QualificationFacts = {
  fitProduct: null,
  fitProductNote: null,
  fitService: null,
  fitServiceNote: null,
  fitSolution: null,
  fitSolutionNote: null,
  budget: 'unknown',
  budgetFen: null,
  deciderId: null,
  decisionOn: null,
  compellingEvent: null,
  tender: 'unknown',
  tenderNo: null,
  announcedOn: null,
  bidDueOn: null,
  bidBondFen: null,
  weightPrice: null,
  weightTechnical: null,
  weightCommercial: null,
  tenderInfluence: null,
  gaps: [],
  marginPercent: null,
  strategicWeight: null,
  strategicWhy: null,
};

/** What the deal itself adds when it is judged. */
export type JudgedDeal = { totalFen: number; deciderAttitude: Attitude | null; today: string };

/** Where we stand against one competitor in all: −8 … +8; what is not known counts for nothing. */
export const totalGap = (gap: Gap) => gapAspects.reduce((sum, aspect) => sum + (gap[aspect] ?? 0), 0);
export const isRated = (gap: Gap) => gapAspects.some((aspect) => gap[aspect] !== null);
/** The competitor who is furthest ahead of us, by what is known of them. */
export const strongest = (gaps: Gap[]): Gap | null =>
  gaps
    .filter(isRated)
    .reduce<Gap | null>((worst, gap) => (!worst || totalGap(gap) < totalGap(worst) ? gap : worst), null);
