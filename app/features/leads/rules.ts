/**
 * Where a lead is: just in and not yet routed; waiting in the pool; offered to somebody who has not answered yet; accepted;
 * turned into business; given up; or said once more of one that is there already.
 */
export const leadStates = ['new', 'pool', 'offered', 'accepted', 'converted', 'disqualified', 'duplicate'] as const;
export type LeadState = (typeof leadStates)[number];
export const isOpenLead = (state: LeadState) => ['new', 'pool', 'offered', 'accepted'].includes(state);

export const leadSources = ['employee', 'partner', 'manager', 'web', 'campaign', 'api'] as const;
export type LeadSource = (typeof leadSources)[number];
/** What somebody who writes a lead down for another says it came by. */
export const namedSources = ['manager', 'campaign'] as const satisfies readonly LeadSource[];

export const disqualifyReasons = [
  'unreachable',
  'no_need',
  'no_budget',
  'out_of_area',
  'not_genuine',
  'other',
] as const;
export type DisqualifyReason = (typeof disqualifyReasons)[number];

/** How a lead came to somebody, and how that ended. */
export const turnWays = ['rule', 'known', 'picked', 'assigned'] as const;
export type TurnWay = (typeof turnWays)[number];
export const turnOutcomes = ['returned', 'lapsed', 'reassigned', 'converted', 'disqualified'] as const;
export type TurnOutcome = (typeof turnOutcomes)[number];

/** What who gave a lead is told of it, and no more. */
export const referralSteps = ['received', 'accepted', 'visiting', 'quoted', 'won'] as const;
export type ReferralStep = (typeof referralSteps)[number];
export const stepNumber = (step: ReferralStep) => referralSteps.indexOf(step);

/** Which leads a rule means (nothing said: all), and the unit that gets them, or one person of it. */
export type LeadRule = {
  id: string;
  regionCode: string | null;
  industry: string | null;
  line: string | null;
  source: LeadSource | null;
  unitId: number;
  personId: string | null;
};

export type LeadPolicy = {
  /** Working hours in which an offered lead is to be accepted. */
  acceptHours: number;
  /** Leads a person may take from the pool in a day. */
  pickLimit: number;
  /** Hours in which who let a lead go does not get it back. */
  coolDownHours: number;
  /** Open leads a person has at most. */
  capacity: number;
  rules: LeadRule[];
};
export const defaultLeadPolicy: LeadPolicy = {
  acceptHours: 8,
  pickLimit: 3,
  coolDownHours: 24,
  capacity: 10,
  rules: [],
};
export const policyBounds = { acceptHours: 80, pickLimit: 50, coolDownHours: 720, capacity: 200 } as const;
export const mostRules = 50;

type Picker = {
  /** Offered and accepted ones. */
  openLeads: number;
  pickedToday: number;
  /** When this person last let this very lead go. */
  letGoAt: Date | null;
};

const hourMs = 3_600_000;

/** Why somebody may not take a lead from the pool now; null when they may. */
export function pickProblem(policy: LeadPolicy, picker: Picker, now: Date) {
  if (picker.openLeads >= policy.capacity) return { reason: 'lead.pick_full', params: { n: policy.capacity } };
  if (picker.pickedToday >= policy.pickLimit) return { reason: 'lead.pick_limit', params: { n: policy.pickLimit } };
  const until = picker.letGoAt && new Date(picker.letGoAt.getTime() + policy.coolDownHours * hourMs);
  if (until && until > now)
    return { reason: 'lead.pick_cooling', params: { n: Math.ceil((until.getTime() - now.getTime()) / hourMs) } };
  return null;
}
