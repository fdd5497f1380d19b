import type { calendar as zh } from '../zh-CN/calendar';

export const calendar = {
  'calendar.title': 'Calendar subscription',
  'calendar.name': 'Jiketong',
  'calendar.joint': 'Joint visit {account}',
  'calendar.visit': 'Visit {account}',
  'calendar.commitment': 'Commitment due {account}',
  'calendar.feed': 'Personal calendar address',
  'calendar.purpose':
    'Add this address to the calendar of your phone or computer: visits and commitments that fall due appear by themselves. Whoever knows the address can read it, so do not pass it on.',
  'calendar.address': 'Calendar address',
  'calendar.address_once': 'The new address is shown this once: copy it now',
  'calendar.subscribe': 'Subscribe on this device',
  'calendar.since': 'In use since {at}',
  'calendar.read': 'last read {at}',
  'calendar.never_read': 'not read yet',
  'calendar.content': 'Content',
  'calendar.titles_only': 'Titles only',
  'calendar.details': 'With purpose, contacts and address',
  'calendar.open': 'Make an address',
  'calendar.renew': 'Make another address',
  'calendar.renew_hint': 'With another address or other content the one before is void at once.',
  'calendar.close': 'Stop',
  'calendar.closed': 'The calendar address is void',
} as const satisfies Record<keyof typeof zh, string>;
