import * as z from 'zod';
import { integer, optionalId, optionalLine } from '~/core/fields';
import { longestComment } from './rules';

export const askInput = z.object({ contactId: optionalId });
export type AskInput = z.output<typeof askInput>;

export const confirmInput = z.object({ rating: integer(1, 5), comment: optionalLine(longestComment) });
export type ConfirmInput = z.output<typeof confirmInput>;
