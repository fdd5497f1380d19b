import type { brief as zh } from '../zh-CN/brief';

export const brief = {
  'brief.title': 'Pre-visit brief',
  'brief.print': 'Print',
  'brief.late': '{n} days late',
  'brief.needs': 'Needs not met yet',
  'brief.deals': 'Open deals',
  'brief.close_on': 'closing {day}',
  'brief.slips': 'slipped {n} times',
  'brief.meets': 'This visit',
  'brief.last_visits': 'Last three visits',
  'brief.next_step': 'Agreed then: {text}',
} as const satisfies Record<keyof typeof zh, string>;
