export const ruleSubjects = ['opportunity', 'account', 'visit', 'lead', 'commitment'] as const;
/** What a rule looks at, tells of and changes. */
export type RuleSubject = (typeof ruleSubjects)[number];

type Happening = {
  on: RuleSubject;
  /** The entries of the journal that are it; what has none happens by the clock. */
  entries?: readonly string[];
};

/** What automatic rules may wait for (see features/automation). */
export const happenings = {
  created: { on: 'opportunity', entries: ['opportunity.created'] },
  changed: {
    on: 'opportunity',
    entries: ['opportunity.updated', 'opportunity.assigned', 'opportunity.next_step_set'],
  },
  moved: { on: 'opportunity', entries: ['opportunity.moved'] },
  visited: { on: 'opportunity', entries: ['visit.completed'] },
  overdue: { on: 'opportunity' },
  idle: { on: 'opportunity' },
  account_created: { on: 'account', entries: ['account.created'] },
  account_changed: { on: 'account', entries: ['account.changed'] },
  account_assigned: { on: 'account', entries: ['account.assigned'] },
  account_unvisited: { on: 'account' },
  visit_planned: { on: 'visit', entries: ['visit.planned'] },
  visit_completed: { on: 'visit', entries: ['visit.completed'] },
  visit_confirmed: { on: 'visit', entries: ['visit.confirmed'] },
  visit_called_off: { on: 'visit', entries: ['visit.cancelled', 'visit.missed'] },
  visit_overdue: { on: 'visit' },
  lead_created: { on: 'lead', entries: ['lead.referred'] },
  lead_taken: { on: 'lead', entries: ['lead.accepted', 'lead.picked', 'lead.assigned'] },
  lead_waiting: { on: 'lead' },
  commitment_made: { on: 'commitment', entries: ['commitment.made'] },
  commitment_broken: { on: 'commitment', entries: ['commitment.broken'] },
  commitment_overdue: { on: 'commitment' },
} as const satisfies Record<string, Happening>;
export type RuleEvent = keyof typeof happenings;

export const ruleEvents = Object.keys(happenings) as [RuleEvent, ...RuleEvent[]];
export const entriesOf = (event: RuleEvent): readonly string[] => (happenings[event] as Happening).entries ?? [];
/** What an entry of the journal means to rules. */
export const eventsOf = (entry: string) => ruleEvents.filter((event) => entriesOf(event).includes(entry));
