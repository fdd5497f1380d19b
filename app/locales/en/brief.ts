import type { brief as zh } from '../zh-CN/brief';

export const brief = {
  'brief.title': 'Pre-visit brief',
  'brief.print': 'Print',
  'brief.late': '{n} days late',
  'brief.needs': 'Needs not met yet',
  'brief.ending': 'Contracts and circuits ending in 180 days',
  'brief.days_left': '{n|# day|# days} left',
  'brief.ends_on': 'ends {day}',
  'brief.renews': 'renews by itself',
  'brief.sites': '{n|# site|# sites}',
  'brief.until': 'until {day}',
  'brief.offers': 'Next best offers',
  'brief.deals': 'Open deals',
  'brief.close_on': 'closing {day}',
  'brief.slips': 'slipped {n} times',
  'brief.meets': 'This visit',
  'brief.last_visits': 'Last three visits',
  'brief.next_step': 'Agreed then: {text}',
} as const satisfies Record<keyof typeof zh, string>;
