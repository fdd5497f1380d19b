import type { retirement as zh } from '../zh-CN/retirement';

export const retirement = {
  'journal.verb.customers_moved': 'customers to be moved',
  'retirement.intro': 'Set the last day and a substitute, then open a deal for each customer to move.',
  'retirement.plan': 'Plan',
  'retirement.no_plan': 'The product manager has not yet set a last day and a substitute.',
  'retirement.planned': 'Plan saved',
  'retirement.no_substitute': 'First the product manager has to set a last day and a substitute',
  'retirement.holders': 'Customers who bought it',
  'retirement.holders_none': 'None of your customers has bought it.',
  'retirement.holders_numbers': 'Account managers and their leads move their customers; you see the sums.',
  'retirement.open': 'Open deals',
  'retirement.open_none': 'No deal about it is open.',
  'retirement.open_hint': 'Offer the substitute instead, or sign before the last day.',
  'retirement.open_quotes': 'Open quotes',
  'retirement.open_quotes_none': 'No quote with it is open.',
  'retirement.open_quotes_hint':
    'Drafts cannot be submitted any more once it has retired; what was sent can be accepted until its last day.',
  'retirement.installed': '{n|# installed product|# installed products}',
  'retirement.won_on': 'last bought {day}',
  'retirement.begun': 'Move begun',
  'retirement.choose': 'Choose',
  'retirement.choose_some': 'Choose at least one customer',
  'retirement.next_step_on': 'First contact on',
  'retirement.create': 'Open deals to move them',
  'retirement.created': '{n|# deal|# deals} opened',
  'retirement.script_title': 'Next step in each deal',
  'retirement.deal_title': 'Move: {old} → {next}',
  'retirement.script':
    'Say that {old} ends on {day}, why, and that service goes on; show {next}, agree on the day and the new price',
} as const satisfies Record<keyof typeof zh, string>;
