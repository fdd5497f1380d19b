import type { search as zh } from '../zh-CN/search';

export const search = {
  'search.title': 'Search',
  'search.kinds': 'What to search',
  'search.placeholder': 'Name, pinyin, initials, credit code or telephone',
  'search.nothing': 'Nothing found for “{q}”',
  'search.nothing_hint':
    'Try part of the name, pinyin initials, the credit code or the last digits of a telephone number. Only what you may see is found.',
  'search.start': 'What are you looking for?',
  'search.start_hint': 'Type a name, pinyin, initials, a credit code or a telephone number.',
  'search.show_more': 'Show more',
  'search.narrow': 'Only the first {n} are shown; type a little more',
} as const satisfies Record<keyof typeof zh, string>;
