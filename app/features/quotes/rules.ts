import type { SiteBrief } from '../satellite/brief';

/** `withdrawn`: given up by us; `expired`: its last day has passed without an answer. */
export const quoteStates = [
  'draft',
  'in_approval',
  'returned',
  'approved',
  'sent',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
] as const;
export type QuoteState = (typeof quoteStates)[number];

/** What can still be changed line by line. */
export const isOpen = (state: QuoteState) => state === 'draft' || state === 'returned';

/** What a customer has in hand, or had: their answer counts only while it is `sent`. */
export const isApproved = (state: QuoteState) => state === 'approved' || state === 'sent' || state === 'accepted';

/** What may follow what; the database keeps the same table. */
export const nextStates: Record<QuoteState, readonly QuoteState[]> = {
  draft: ['in_approval', 'approved', 'withdrawn'],
  returned: ['draft', 'in_approval', 'approved', 'withdrawn'],
  in_approval: ['approved', 'returned', 'draft', 'withdrawn'],
  approved: ['sent', 'draft', 'withdrawn'],
  sent: ['accepted', 'declined', 'expired', 'draft', 'withdrawn'],
  accepted: [],
  declined: ['draft'],
  expired: ['draft'],
  withdrawn: [],
};

/** Ways a site can be connected. */
export const accessTechnologies = ['fibre', 'microwave', 'mobile_5g', 'ka'] as const;
export type AccessTechnology = (typeof accessTechnologies)[number];

/** `check`: somebody has to look first, a survey or a link budget. */
export const verdicts = ['yes', 'check', 'no'] as const;
export type Verdict = (typeof verdicts)[number];

/** What is known of one technology at one site; `reason` is the rule's own words, or a key of ours. */
export type Feasibility = {
  technology: AccessTechnology;
  verdict: Verdict;
  reason: string;
  reasonEn: string | null;
  leadDays: number | null;
  /** What was computed, where it is a satellite's. */
  satellite?: SiteBrief | null;
  /** Over which band, where it is not Ka. */
  band?: 'ku';
};

/** `zero`: 0,0, so none; `swapped`: turned round for the person; `outside`: no place on earth. */
export const placeIssues = ['zero', 'swapped', 'outside'] as const;
export type PlaceIssue = (typeof placeIssues)[number];

/** More lines than this are not one quote: they are refused, and a table of them is better sent as a framework contract. */
export const largestLines = 2000;
export const largestSites = 500;

export const longestTerm = 120;
/** Days a customer has for an answer, unless something else is said. */
export const usualValidity = 30;
