import { translate } from '~/locales/translate.server';
import type { CustomField, CustomValue } from '../custom-fields/rules';
import { valueSchema } from '../custom-fields/values';

const isYes = new Map(
  (['zh-CN', 'en'] as const).flatMap((locale) => [
    [translate(locale)('common.yes').toLowerCase(), 'yes'],
    [translate(locale)('common.no').toLowerCase(), 'no'],
  ]),
);

/** What was typed for a company's own field, by the words of either language; undefined when it is none of its values. */
export function ownValue(field: CustomField, typed: string): CustomValue | undefined {
  const word = typed.trim();
  const option = field.options.find(({ value, en }) => value === word || en?.toLowerCase() === word.toLowerCase());
  const meant = field.kind === 'yes_no' ? (isYes.get(word.toLowerCase()) ?? word) : (option?.value ?? word);
  const read = valueSchema(field).safeParse(meant);
  return read.success ? (read.data ?? undefined) : undefined;
}

/** Whether it is filled in, at least so much, or this very value; null when nobody can say. */
export function isOwnMet(field: CustomField, typed: string | null, value: CustomValue | undefined): boolean | null {
  if (typed === null) return value !== undefined;
  const wanted = ownValue(field, typed);
  const isOrdered = field.kind === 'number' || field.kind === 'amount' || field.kind === 'day';
  if (wanted === undefined || (isOrdered && value === undefined)) return null;
  if (isOrdered) return value! >= wanted;
  if (Array.isArray(wanted)) return Array.isArray(value) && wanted.every((one) => value.includes(one));
  return value === wanted;
}
