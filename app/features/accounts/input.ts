import * as z from 'zod';
import { checkCreditCode, normaliseCreditCode } from '~/core/credit-code';
import {
  choice,
  id,
  line,
  optionalChoice,
  optionalDecimal,
  optionalId,
  optionalInteger,
  optionalLine,
  optionalMoney,
  optionalPhone,
  optionalText,
  version,
} from '~/core/fields';
import { type CustomInput, customInput } from '../custom-fields/values';
import { isIndustry } from './industries';
import { findRegion } from './regions';
import {
  type AccountFact,
  accountFacts,
  accountKinds,
  fundingPatterns,
  grades,
  managementStyles,
  marketingNetworks,
  organisationForms,
} from './rules';

export const creditCode = z.preprocess(
  (typed) => (typeof typed === 'string' ? normaliseCreditCode(typed) || null : (typed ?? null)),
  z
    .string({ error: 'error.characters' })
    .max(60, 'account.credit_length')
    .superRefine((code, issue) => {
      const result = checkCreditCode(code);
      if (result !== 'ok') issue.addIssue({ code: 'custom', message: `account.credit_${result}` });
    })
    .nullable(),
);
export const coded = (known: (code: string) => boolean) =>
  optionalLine(10).refine((code) => code === null || known(code), 'error.choose');
const website = optionalLine(200).refine(
  (text) => text === null || /^(https?:\/\/)?[^\s:/]+\.[^\s:]+$/i.test(text),
  'account.website_invalid',
);

const facts = {
  name: line(120),
  shortName: optionalLine(60),
  creditCode,
  kind: choice(accountKinds),
  grade: choice(grades),
  industry: coded(isIndustry),
  regionCode: coded((code) => findRegion(code) !== null),
  address: optionalLine(200),
  phone: optionalPhone('account.phone_invalid'),
  website,
  registeredCapitalFen: optionalMoney,
  annualRevenueFen: optionalMoney,
  monthlyRevenueFen: optionalMoney,
  headcount: optionalInteger(0, 10_000_000),
  foundedYear: optionalInteger(1000, 2100),
  fundingPattern: optionalChoice(fundingPatterns),
  organisationForm: optionalChoice(organisationForms),
  managementStyle: optionalChoice(managementStyles),
  marketingNetwork: optionalChoice(marketingNetworks),
  tailoringNote: optionalText(4000),
} satisfies Record<AccountFact, z.ZodType>;

const accountFields = z.object({
  ...facts,
  longitude: optionalDecimal(-180, 180),
  latitude: optionalDecimal(-90, 90),
  enterpriseId: optionalId,
  /** A group not yet in the register. */
  enterpriseName: optionalLine(120),
  parentId: optionalId,
});
export type AccountFields = z.output<typeof accountFields>;
const bothOrNeither = (fields: AccountFields) => (fields.longitude === null) === (fields.latitude === null);
const onePlace = { error: 'account.place_incomplete', path: ['latitude'] };

export const newAccountInput = accountFields
  .extend({ id, ownerId: optionalId, custom: customInput.default({}) })
  .refine(bothOrNeither, onePlace);
export const accountInput = accountFields
  .extend({ version, custom: customInput.optional() })
  .refine(bothOrNeither, onePlace);
/** Who makes one in passing, as of a lead, sends no fields of the company's own and is asked for none. */
type OwnFields = { custom?: CustomInput };
export type NewAccount = Omit<z.output<typeof newAccountInput>, 'custom'> & OwnFields;
export type AccountChange = AccountFields & OwnFields;

/** One fact changed in place; its value is read by that fact's own schema. */
export const factInput = z.object({ field: choice(accountFacts), value: z.string().max(5000).default(''), version });
export const factSchema = (field: AccountFact): z.ZodType => facts[field];

export const versionInput = z.object({ version });
