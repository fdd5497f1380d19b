import * as z from 'zod';
import { checkbox, choice, day, id, integer, line, optionalDay, optionalLine, text, version } from '~/core/fields';
import { siteDays, writtenKinds } from './rules';

export const makeInput = z.object({ id });

export const signFields = z.object({
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
export type SignInput = z.output<typeof signFields>;

export const sitesFields = z.object({
  version,
  ids: z
    .preprocess((given) => (typeof given === 'string' ? [given] : (given ?? [])), z.array(id).max(1000))
    .refine((chosen) => chosen.length > 0, 'contract.choose_sites'),
  what: choice(siteDays),
  on: optionalDay,
});
export type SitesInput = z.output<typeof sitesFields>;

export const amendFields = z.object({
  id,
  version,
  kind: choice(writtenKinds),
  text: text(2000),
  effectiveOn: day,
  endsOn: optionalDay,
});
export type AmendInput = z.output<typeof amendFields>;

export const endFields = z.object({ version, closedOn: day, closeNote: text(1000) });
export type EndInput = z.output<typeof endFields>;

export const paidFields = z.object({ version, firstPaidOn: day });
export type PaidInput = z.output<typeof paidFields>;

const giveUpInput = z.object({ intent: z.literal('give_up'), version });

export const contractAction = z.discriminatedUnion('intent', [
  signFields.extend({ intent: z.literal('sign') }),
  sitesFields.extend({ intent: z.literal('sites') }),
  amendFields.extend({ intent: z.literal('amend') }),
  giveUpInput,
  endFields.extend({ intent: z.literal('terminate') }),
  paidFields.extend({ intent: z.literal('paid') }),
  z.object({ intent: z.literal('renew') }),
]);

const step = z.object({ from: integer(1, 3650), percent: integer(0, 100) });
/** A row left empty falls away. */
const filled = (row: unknown) => typeof row === 'object' && row !== null && Object.values(row).some((v) => v !== '');
export const creditsInput = z.object({
  revision: integer(0, 100_000),
  steps: z.preprocess(
    (rows) => (Array.isArray(rows) ? rows.filter(filled) : rows),
    z.array(step).min(1, 'contract.credits_from_one').max(10),
  ),
});
export type CreditsInput = z.output<typeof creditsInput>;
