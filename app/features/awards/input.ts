import * as z from 'zod';
import { id, line, text } from '~/core/fields';

export const nominateInput = z.object({ id, personId: id, title: line(60), story: text(2000) });
export type NominateInput = z.output<typeof nominateInput>;

export const decideInput = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('grant'), title: line(60), citation: text(2000) }),
  z.object({ intent: z.literal('decline'), answer: text(500) }),
]);
export type DecideInput = z.output<typeof decideInput>;
