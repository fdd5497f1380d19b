import * as z from 'zod';
import { id, integer, line } from '~/core/fields';
import { longestDays } from './rules';
import { type Scope, scopes } from './scopes';

/** Check boxes: one sends a text, several a list, none nothing. */
const chosen = z.preprocess(
  (given) => (given === undefined || given === '' ? [] : [given].flat()),
  z
    .array(z.enum(scopes, { error: 'error.choose' }))
    .min(1, 'error.choose')
    .max(scopes.length),
);

export const newTokenInput = z.object({ id, name: line(80), days: integer(1, longestDays), scopes: chosen });
export type NewToken = { id: string; name: string; days: number; scopes: Scope[] };
export const endTokenInput = z.object({ tokenId: id });
