import * as z from 'zod';
import { choice, id, line, optionalLine, optionalText, text, version } from '~/core/fields';
import { isMailAddress } from '~/core/mail-address';
import { longestQuestion, paperLocales } from './rules';

export const paperInput = z.object({ intent: z.literal('paper'), id, locale: choice(paperLocales) });
export type PaperInput = z.output<typeof paperInput>;

const linkInput = z.object({
  intent: z.literal('link'),
  id,
  sentTo: optionalLine(200),
  email: optionalLine(254).refine((typed) => typed === null || isMailAddress(typed), 'offer.bad_address'),
  locale: choice(paperLocales).default('zh-CN'),
});
export type LinkInput = z.output<typeof linkInput>;

/** What is done on the page from which a quote goes to the customer. */
export const offerAction = z.discriminatedUnion('intent', [
  paperInput,
  z.object({ intent: z.literal('send'), id, version }),
  linkInput,
  z.object({ intent: z.literal('revoke'), linkId: id }),
  z.object({ intent: z.literal('answer'), questionId: id, answer: text(2000) }),
]);
export type OfferAction = z.output<typeof offerAction>;

const name = line(80);
/** What a customer sends under a link. */
export const customerInput = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('accept'),
    name,
    title: optionalLine(80),
    agreed: z.literal('on', 'offer.agree_first'),
  }),
  z.object({ intent: z.literal('decline'), name, title: optionalLine(80), reason: optionalText(1000) }),
  z.object({ intent: z.literal('ask'), id, name, text: text(longestQuestion) }),
]);
export type CustomerInput = z.output<typeof customerInput>;

export const letterheadInput = z.object({
  version: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  name: line(100),
  nameEn: optionalLine(120),
  address: optionalLine(200),
  addressEn: optionalLine(200),
  phone: optionalLine(60),
  bank: optionalLine(120),
  bankAccount: optionalLine(60),
  taxNumber: optionalLine(40),
});
export type LetterheadInput = z.output<typeof letterheadInput>;
