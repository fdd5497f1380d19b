import * as z from 'zod';
import { day, id, integer } from '~/core/fields';

// Filters of lists, as a query string carries them. Left out, they narrow nothing.

export const textFilter = z.string().trim().min(1, 'error.required').max(100, 'error.too_long').optional();
export const idFilter = id.optional();
export const dayFilter = day.optional();
export const unitFilter = integer(1, 2 ** 31 - 1).optional();
export const ownerFilter = z.union([z.literal('me'), id], { error: 'error.choose' }).optional();
export const ownerOf = ({ actor }: { actor: { personId: string } }, owner: string | undefined) =>
  owner === 'me' ? actor.personId : (owner ?? null);
export const oneFilter = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: 'error.choose' }).optional();
export const yesFilter = z.enum(['true'], { error: 'error.choose' }).optional();
