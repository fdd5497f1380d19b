import { entriesOf, happenings, type RuleEvent, type RuleSubject, ruleEvents, ruleSubjects } from '~/core/rule-events';
import type { CustomEntity } from '../custom-fields/rules';
import type { Criterion } from '../opportunities/criteria';

export type { RuleEvent, RuleSubject };
export { ruleEvents, ruleSubjects };

export const subjectOf = (event: RuleEvent): RuleSubject => happenings[event].on;
/** Happens by the clock: nobody writes an entry of it. */
export const isTimed = (event: RuleEvent) => entriesOf(event).length === 0;
export const timedEvents = ruleEvents.filter(isTimed);

/** Where a company's own fields of such a record are kept. */
export const entityOf: Record<RuleSubject, CustomEntity | null> = {
  opportunity: 'opportunities',
  account: 'accounts',
  visit: 'visits',
  lead: null,
  commitment: null,
};

/** Numbers of a record that a condition may bound; those of a deal are the process's own. */
export const bounds = {
  opportunity: [],
  account: ['monthlyRevenueFen', 'annualRevenueFen', 'headcount'],
  visit: ['satisfaction', 'confirmedRating'],
  lead: [],
  commitment: [],
} as const satisfies Record<RuleSubject, readonly string[]>;

/** What a rule may write besides the next step of a deal; a company's own fields come as `own:` and their key. */
export const settable = {
  opportunity: ['expectedCloseOn', 'probability'],
  account: ['grade', 'industry', 'headcount', 'monthlyRevenueFen', 'annualRevenueFen', 'website', 'tailoringNote'],
  visit: [],
  lead: ['industry', 'regionCode'],
  commitment: [],
} as const satisfies Record<RuleSubject, readonly string[]>;

export type RuleAction =
  | { kind: 'task'; text: string; days: number }
  | { kind: 'notice' }
  | { kind: 'field'; nextStep: string; days: number }
  | { kind: 'set'; field: string; value: string }
  | { kind: 'escalation' }
  | { kind: 'webhook'; webhookId: string };

/** What the record belongs to: its unit or one below, its customer's grade and industry, its product line. */
export const belongings = ['unit', 'grade', 'industry', 'line'] as const;
export type Belonging = (typeof belongings)[number];

export type RuleCriterion =
  | Criterion
  | { kind: 'among'; fact: Belonging; value: string }
  | { kind: 'bound'; fact: string; min: number }
  /** A company's own field: filled in, or the value as it was typed. */
  | { kind: 'own'; key: string; value: string | null };
/** A criterion, or that it is not met. */
export type RuleCondition = { criterion: RuleCriterion; not: boolean };

export type RuleBody = {
  event: RuleEvent;
  /** How many days late or quiet. */
  days: number | null;
  /** Only while the deal is in the stage of this code. */
  stage: string | null;
  conditions: RuleCondition[];
  actions: RuleAction[];
};

export const firingOutcomes = ['done', 'failed', 'stopped'] as const;
export type FiringOutcome = (typeof firingOutcomes)[number];

/** Rules that set each other off go no further than this. */
export const deepest = 3;

/** Why a rule does not run although it would fire: it set itself off, or the chain is too long; null when it may. */
export function stopReason(path: string[], ruleId: string): 'loop' | 'deep' | null {
  if (path.includes(ruleId)) return 'loop';
  return path.length >= deepest ? 'deep' : null;
}
