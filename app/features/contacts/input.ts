import * as z from 'zod';
import {
  choice,
  id,
  line,
  optionalChoice,
  optionalId,
  optionalInteger,
  optionalLine,
  optionalPhone,
  optionalText,
  version,
} from '~/core/fields';
import { type CustomInput, customInput } from '../custom-fields/values';
import { attitudes, buyingRoles } from './rules';

const email = optionalLine(120).refine(
  (text) => text === null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  'contact.email_invalid',
);

const contactFields = z.object({
  name: line(60),
  title: optionalLine(80),
  department: optionalLine(80),
  mobile: optionalPhone('contact.phone_invalid'),
  phone: optionalPhone('contact.phone_invalid'),
  email,
  wechat: optionalLine(60),
  reportsToId: optionalId,
  buyingRole: optionalChoice(buyingRoles),
  influence: optionalInteger(1, 5),
  attitude: z.preprocess((value) => value || 'unknown', choice(attitudes)),
  note: optionalText(4000),
});

export const newContactInput = contactFields.extend({ id, custom: customInput.default({}) });
export const contactInput = contactFields.extend({ contactId: id, version, custom: customInput.optional() });
export const contactVersionInput = z.object({ contactId: id, version });
export type ContactFields = z.output<typeof contactFields>;
/** Who makes one in passing, as of a lead, sends no fields of the company's own and is asked for none. */
export type ContactGiven = ContactFields & { custom?: CustomInput };
