import type { Criterion } from '../opportunities/criteria';

/** What a rule waits for. The last two happen by the clock. */
export const ruleEvents = ['created', 'changed', 'moved', 'visited', 'overdue', 'idle'] as const;
export type RuleEvent = (typeof ruleEvents)[number];
export const timedEvents = ['overdue', 'idle'] as const;
export const isTimed = (event: RuleEvent): event is (typeof timedEvents)[number] =>
  (timedEvents as readonly string[]).includes(event);

/** The entries of the journal that are such an event. */
export const journalEvents: Record<Exclude<RuleEvent, (typeof timedEvents)[number]>, string[]> = {
  created: ['opportunity.created'],
  changed: ['opportunity.updated', 'opportunity.assigned', 'opportunity.next_step_set'],
  moved: ['opportunity.moved'],
  visited: ['visit.completed'],
};

export const actionKinds = ['task', 'notice', 'field', 'escalation', 'webhook'] as const;
export type RuleAction =
  | { kind: 'task'; text: string; days: number }
  | { kind: 'notice' }
  | { kind: 'field'; nextStep: string; days: number }
  | { kind: 'escalation' }
  | { kind: 'webhook'; webhookId: string };

/** A criterion as the process has it, or that it is not met. */
export type RuleCondition = { criterion: Criterion; not: boolean };

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
