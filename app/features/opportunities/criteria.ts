import type { BuyingRole } from '../contacts/rules';
import type { DocumentKind } from './rules';

/** Fields of an opportunity a criterion can ask for, each with the control of its edit page. */
export const presentFields = {
  totalFen: 'oneOffFen',
  expectedCloseOn: 'expectedCloseOn',
  offeringId: 'offeringId',
  competitorId: 'competitorId',
  nextStep: 'nextStep',
  nextStepOn: 'nextStepOn',
} as const;
export type PresentField = keyof typeof presentFields;

/** Numbers of an opportunity that can be bounded. */
export const rangeFields = ['totalFen', 'oneOffFen', 'monthlyFen', 'months', 'probability'] as const;
export type RangeField = (typeof rangeFields)[number];

/** Who can be asked to approve a move: those who lead a unit. */
export const approverRoles = ['team_lead', 'sales_director', 'admin'] as const;
export type ApproverRole = (typeof approverRoles)[number];
export const approvalModes = ['in_turn', 'all'] as const;
export type ApprovalMode = (typeof approvalModes)[number];

type Evidenced = {
  kind: 'evidence';
  key: string;
  name: string | null;
  nameEn: string | null;
  withNote: boolean;
  /** Whether a file has to prove it. */
  withFile: boolean;
};
export type Criterion =
  | { kind: 'field'; field: PresentField }
  | { kind: 'range'; field: RangeField; min: number | null; max: number | null }
  | { kind: 'contact'; role: BuyingRole }
  | { kind: 'visit'; days: number }
  | { kind: 'photo' }
  | { kind: 'need' }
  | { kind: 'document'; document: DocumentKind }
  | { kind: 'certificate'; code: string }
  | Evidenced
  /** A field of the company's own that a stage asks for; never part of a definition of stages. */
  | { kind: 'custom'; key: string; name: string; nameEn: string | null }
  | { kind: 'approval'; roles: ApproverRole[]; mode: ApprovalMode }
  | { kind: 'any' | 'all'; of: Criterion[] }
  /** What is stored cannot be read (any more): never met, and said so. */
  | { kind: 'broken'; was: string };

const evidence = (key: string): Evidenced => ({
  kind: 'evidence',
  key,
  name: null,
  nameEn: null,
  withNote: false,
  withFile: false,
});

/** The words definitions were first written with; they stay readable, and name these criteria in refusals. */
export const shortForms: Record<string, Criterion> = {
  amount_set: { kind: 'field', field: 'totalFen' },
  close_date_set: { kind: 'field', field: 'expectedCloseOn' },
  need_recorded: { kind: 'need' },
  decision_maker_known: { kind: 'contact', role: 'decision_maker' },
  offering_chosen: { kind: 'field', field: 'offeringId' },
  visit_within_30_days: { kind: 'visit', days: 30 },
  feasibility_done: evidence('feasibility_done'),
  quote_approved: evidence('quote_approved'),
  competitor_known: { kind: 'field', field: 'competitorId' },
  contract_signed: evidence('contract_signed'),
};
export const contractSigned = evidence('contract_signed');

/** Says what a criterion asks for in one line: two that ask the same have the same key. */
export function criterionKey(criterion: Criterion): string {
  const key = plainKey(criterion);
  return shortNames.get(key) ?? key;
}

function plainKey(criterion: Criterion): string {
  switch (criterion.kind) {
    case 'field':
      return `field:${criterion.field}`;
    case 'range':
      return `range:${criterion.field}:${criterion.min ?? ''}:${criterion.max ?? ''}`;
    case 'contact':
      return `contact:${criterion.role}`;
    case 'visit':
      return `visit:${criterion.days}`;
    case 'document':
      return `document:${criterion.document}`;
    case 'certificate':
      return `certificate:${criterion.code}`;
    case 'evidence':
      return `evidence:${criterion.key}${criterion.withNote ? ':note' : ''}${criterion.withFile ? ':file' : ''}`;
    case 'custom':
      return `custom:${criterion.key}`;
    case 'approval':
      return `approval:${criterion.mode}:${criterion.roles.join(',')}`;
    case 'any':
    case 'all':
      return `${criterion.kind}(${criterion.of.map(criterionKey).join('|')})`;
    case 'broken':
      return `broken:${criterion.was}`;
    default:
      return criterion.kind;
  }
}
const shortNames = new Map(Object.entries(shortForms).map(([name, criterion]) => [plainKey(criterion), name]));

/** A field of the company's own with the stage that is not left without it. */
export type CustomAsked = { stage: string; key: string; name: string; nameEn: string | null; isSet: boolean };

type Tick = { at: string; by: string; note?: string };
/** What is known of an opportunity when criteria are checked. */
export type CriterionFacts = Record<RangeField, number> & {
  expectedCloseOn: string | null;
  offeringId: string | null;
  competitorId: string | null;
  nextStep: string | null;
  nextStepOn: string | null;
  evidence: Record<string, Tick | undefined>;
  hasNeed: boolean;
  buyingRoles: string[];
  /** Days since the customer was last visited; null: never. */
  visitedDaysAgo: number | null;
  hasPhoto: boolean;
  /** What files the deal has: kinds of documents, and keys of the evidence they prove. */
  documents: string[];
  proofs: string[];
  /** Codes of the valid certificates of its owner and those who serve the customer. */
  certificates: string[];
  custom: CustomAsked[];
  /** A quote of the deal is approved, or was sent or accepted. */
  hasApprovedQuote: boolean;
  /** What was approved, as `approvalKey` names it. */
  approvals: string[];
};

/** An approval counts for the stage it was asked for, so that each stage asks for its own. */
export const approvalKey = (stage: string, criterion: Criterion) => `${stage} ${criterionKey(criterion)}`;

/** Whether the facts satisfy the criterion of that stage. */
export function isMet(criterion: Criterion, facts: CriterionFacts, stage: string): boolean {
  switch (criterion.kind) {
    case 'field': {
      const value = facts[criterion.field];
      return typeof value === 'number' ? value > 0 : Boolean(value);
    }
    case 'range': {
      const value = facts[criterion.field];
      return (criterion.min === null || value >= criterion.min) && (criterion.max === null || value <= criterion.max);
    }
    case 'contact':
      return facts.buyingRoles.includes(criterion.role);
    case 'visit':
      return facts.visitedDaysAgo !== null && facts.visitedDaysAgo < criterion.days;
    case 'photo':
      return facts.hasPhoto;
    case 'need':
      return facts.hasNeed;
    case 'evidence': {
      if (criterion.key === 'quote_approved' && facts.hasApprovedQuote) return true;
      const tick = facts.evidence[criterion.key];
      if (tick === undefined || (criterion.withNote && !tick.note)) return false;
      return !criterion.withFile || facts.proofs.includes(criterion.key);
    }
    case 'document':
      return facts.documents.includes(criterion.document);
    case 'certificate':
      return facts.certificates.includes(criterion.code);
    case 'custom':
      return facts.custom.some(({ key, isSet }) => key === criterion.key && isSet);
    case 'approval':
      return facts.approvals.includes(approvalKey(stage, criterion));
    case 'any':
      return criterion.of.some((one) => isMet(one, facts, stage));
    case 'all':
      return criterion.of.every((one) => isMet(one, facts, stage));
    case 'broken':
      return false;
  }
}

/** The parts that stand alone: what is combined by “and” is asked for one by one. */
export const partsOf = (criteria: Criterion[]): Criterion[] =>
  criteria.flatMap((criterion) => (criterion.kind === 'all' ? partsOf(criterion.of) : [criterion]));

/** Every criterion within, combined ones opened up. */
export const leavesOf = (criterion: Criterion): Criterion[] =>
  criterion.kind === 'any' || criterion.kind === 'all' ? criterion.of.flatMap(leavesOf) : [criterion];

/** Whether whoever satisfies `has` satisfies `wanted` as well. Sound: it says yes only where that is so. */
export function implies(has: Criterion, wanted: Criterion): boolean {
  if (criterionKey(has) === criterionKey(wanted)) return true;
  if (wanted.kind === 'all') return wanted.of.every((one) => implies(has, one));
  if (has.kind === 'any') return has.of.length > 0 && has.of.every((one) => implies(one, wanted));
  if (has.kind === 'all' && has.of.some((one) => implies(one, wanted))) return true;
  if (wanted.kind === 'any') return wanted.of.some((one) => implies(has, one));
  if (has.kind === 'range' && wanted.kind === 'range') {
    const isWithin =
      (wanted.min === null || (has.min !== null && has.min >= wanted.min)) &&
      (wanted.max === null || (has.max !== null && has.max <= wanted.max));
    return has.field === wanted.field && isWithin;
  }
  if (has.kind === 'range' && wanted.kind === 'field')
    return has.field === wanted.field && has.min !== null && has.min > 0;
  if (has.kind === 'visit' && wanted.kind === 'visit') return has.days <= wanted.days;
  if (has.kind === 'evidence' && wanted.kind === 'evidence')
    return has.key === wanted.key && (has.withNote || !wanted.withNote) && (has.withFile || !wanted.withFile);
  return false;
}
