import type { MetaFunction } from '@remix-run/react';

/** For pages behind a secret: the product's name as the title, and never in a search engine. */
export const hiddenMeta: MetaFunction = ({ matches }) => [
  ...(matches.find(({ id }) => id === 'root')?.meta ?? []),
  { name: 'robots', content: 'noindex' },
];
