import * as z from 'zod';
import { checkCreditCode, normaliseCreditCode } from '~/core/credit-code';
import {
  choice,
  id,
  integer,
  line,
  optionalChoice,
  optionalDay,
  optionalId,
  optionalLine,
  text,
  version,
} from '~/core/fields';
import { looksLikePhone } from '~/core/phone-number';
import { isIndustry } from '~/features/accounts/industries';
import { findRegion } from '~/features/accounts/regions';
import { accountKinds } from '~/features/accounts/rules';
import { productLines } from '~/features/offerings/rules';
import { disqualifyReasons, leadSources, namedSources, policyBounds } from './rules';

const phone = line(40).refine(looksLikePhone, 'lead.phone_invalid');
const coded = (known: (code: string) => boolean) =>
  optionalLine(10).refine((code) => code === null || known(code), 'error.choose');
const region = coded((code) => findRegion(code) !== null);
const creditCode = optionalLine(60)
  .transform((typed) => (typed ? normaliseCreditCode(typed) : null))
  .refine((code) => code === null || checkCreditCode(code) === 'ok', 'lead.credit_code_invalid');

const said = { company: line(120), contactName: line(60), phone, need: text(500) };

/** The form of thirty seconds. */
export const referralInput = z.object({ id, ...said, line: optionalChoice(productLines) });
type Referred = z.output<typeof referralInput>;
export type ReferralInput = Omit<Referred, 'line'> & Partial<Pick<Referred, 'line'>>;

const more = { creditCode, regionCode: region, industry: coded(isIndustry), line: optionalChoice(productLines) };

/** Who a referral would be of, asked while it is typed. */
export const knownInput = z.object({ company: line(120), phone });

/** Written down by somebody who sells. */
export const leadInput = z.object({ id, ...said, ...more, source: choice(namedSources), campaign: optionalLine(80) });
/** Put right before it is converted. */
export const correctionInput = z.object({ version, ...said, ...more });
export type CorrectionInput = z.output<typeof correctionInput>;
/** Sent by a program. */
export const sentLead = z.object({ ...said, ...more, externalKey: line(120), campaign: optionalLine(80) });
export type SentLead = z.output<typeof sentLead>;

/** A public form; what stands in `website` was filled in by a program that fills in everything. */
export const enquiryInput = z.object({ id, ...said, website: z.string().max(500).catch('x').default('') });
export type EnquiryInput = z.output<typeof enquiryInput>;

export const assignmentInput = z.object({ version, personId: id });
export const disqualifyInput = z.object({
  version,
  reason: choice(disqualifyReasons),
  answer: optionalLine(200),
});

export const leadAction = z.discriminatedUnion(
  'intent',
  [
    z.object({ intent: z.literal('accept'), version }),
    z.object({ intent: z.literal('pick') }),
    z.object({ intent: z.literal('return'), version }),
    assignmentInput.extend({ intent: z.literal('assign') }),
    disqualifyInput.extend({ intent: z.literal('disqualify') }),
  ],
  { error: 'error.choose' },
);
export type LeadAction = z.output<typeof leadAction>;

/** `account`: the id of one that is there, or `new`. */
export const convertInput = z
  .object({
    accountId: id,
    contactId: id,
    opportunityId: id,
    account: z.union([z.literal('new'), id], { error: 'error.choose' }),
    name: line(120),
    creditCode,
    kind: choice(accountKinds),
    regionCode: region,
    industry: coded(isIndustry),
    contactName: line(60),
    phone,
    title: line(120),
    offeringId: optionalId,
    expectedCloseOn: optionalDay,
  })
  .strip();
export type ConvertInput = z.output<typeof convertInput>;

const seen = integer(0, 2 ** 31 - 1);
export const limitsInput = z.object({
  version: seen,
  acceptHours: integer(1, policyBounds.acceptHours),
  pickLimit: integer(1, policyBounds.pickLimit),
  coolDownHours: integer(0, policyBounds.coolDownHours),
  capacity: integer(1, policyBounds.capacity),
});
export type LimitsInput = z.output<typeof limitsInput>;

export const ruleInput = z.object({
  version: seen,
  /** Empty for a new one. */
  ruleId: optionalId,
  regionCode: region,
  industry: coded(isIndustry),
  line: optionalChoice(productLines),
  source: optionalChoice(leadSources),
  unitId: integer(1, 2 ** 31 - 1),
  personId: optionalId,
});
export type RuleInput = z.output<typeof ruleInput>;
export const ruleMove = z.object({ version: seen, ruleId: id, way: choice(['up', 'down', 'remove']) });
export type RuleMove = z.output<typeof ruleMove>;

export const formInput = z.object({
  id,
  name: line(80),
  unitId: integer(1, 2 ** 31 - 1),
  source: choice(['web', 'campaign']),
});
export type FormInput = z.output<typeof formInput>;
export const formEnd = z.object({ formId: id });
