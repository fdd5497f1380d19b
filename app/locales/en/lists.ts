import type { lists as zh } from '../zh-CN/lists';

export const lists = {
  'list.options': 'More',
  'list.show_options': 'Show what the list offers',
  'list.select': 'Select several',
  'list.select_hint': 'Tap the rows you want; holding a row starts selecting too',
  'list.sort': 'Sort by',
  'list.sort_up': '{column}: ascending',
  'list.sort_down': '{column}: descending',
  'list.facts': 'On the cards',
  'list.view': 'View',
  'list.export': 'Export',
  'list.export_csv': 'Export CSV',
  'list.export_xlsx': 'Export Excel',
} as const satisfies Record<keyof typeof zh, string>;
