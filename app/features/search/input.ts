import * as z from 'zod';
import { type SearchKind, searchKinds } from './rules';

const isKind = (word: string): word is SearchKind => searchKinds.includes(word as SearchKind);

/** `?q=` and `?kinds=account,contact`; nonsense counts as nothing, no kinds as all. */
export const searchInput = z.object({
  q: z
    .string()
    .transform((text) => text.slice(0, 100))
    .catch(''),
  kinds: z
    .string()
    .transform((text) => text.split(',').filter(isKind))
    .transform((kinds) => (kinds.length ? kinds : [...searchKinds]))
    .catch([...searchKinds]),
});
