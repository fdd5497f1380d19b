import * as z from 'zod';
import { checkbox, choice, day, id, integer, line, optionalDay, optionalLine, text, version } from '~/core/fields';
import { writtenKinds } from './rules';

export const makeInput = z.object({ id });

const signInput = z.object({
  intent: z.literal('sign'),
  version,
  signedOn: day,
  startsOn: day,
  autoRenews: checkbox,
  renewalMonths: integer(1, 120),
  sellerSigner: line(80),
  sellerSignerTitle: optionalLine(80),
  customerSigner: line(80),
  customerSignerTitle: optionalLine(80),
});
export type SignInput = z.output<typeof signInput>;

const siteInput = z.object({
  intent: z.literal('site'),
  siteId: id,
  version,
  promisedOn: optionalDay,
  deliveredOn: optionalDay,
});
export type SiteInput = z.output<typeof siteInput>;

const amendInput = z.object({
  intent: z.literal('amend'),
  id,
  version,
  kind: choice(writtenKinds),
  text: text(2000),
  effectiveOn: day,
  endsOn: optionalDay,
});
export type AmendInput = z.output<typeof amendInput>;

const endInput = z.object({ intent: z.literal('terminate'), version, closedOn: day, closeNote: text(1000) });
export type EndInput = z.output<typeof endInput>;

export const contractAction = z.discriminatedUnion('intent', [
  signInput,
  siteInput,
  amendInput,
  endInput,
  z.object({ intent: z.literal('renew') }),
]);

const step = z.object({ from: integer(1, 3650), percent: integer(0, 100) });
export const creditsInput = z.object({ revision: integer(0, 100_000), steps: z.array(step).min(1).max(10) });
export type CreditsInput = z.output<typeof creditsInput>;
