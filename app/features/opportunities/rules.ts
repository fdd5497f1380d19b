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

/** Conditions a stage may ask for before an opportunity leaves it. Data in `stages.exit_criteria`; checked on the server. */
export const criteria = [
  'amount_set',
  'close_date_set',
  'need_recorded',
  'decision_maker_known',
  'offering_chosen',
  'visit_within_30_days',
  'feasibility_done',
  'quote_approved',
  'competitor_known',
  'contract_signed',
] as const;
export type Criterion = (typeof criteria)[number];

/** Evidence a person ticks on the opportunity itself; the other criteria are read from related rows. */
export const evidenceKinds = [
  'feasibility_done',
  'quote_approved',
  'contract_signed',
] as const satisfies readonly Criterion[];
export type EvidenceKind = (typeof evidenceKinds)[number];
