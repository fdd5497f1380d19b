import * as z from 'zod';
import { isDay } from './dates';
import { isId } from './ids';
import { parseYuan } from './money';
import { looksLikePhone } from './phone-number';

// Building blocks of input schemas. Messages are locale keys; an empty field means "nothing given".

const blank = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value);
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess(
    blank,
    schema.nullish().transform((v) => v ?? null),
  );

/** Control characters other than line breaks and tabs have no business in text people read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const controls = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const clean = (max: number) =>
  z
    .string({ error: 'error.required' })
    .trim()
    .max(max, 'error.too_long')
    .refine((text) => !controls.test(text), 'error.characters');

export const line = (max = 200) => clean(max).min(1, 'error.required');
export const optionalLine = (max = 200) => optional(clean(max));
export const optionalText = (max = 10_000) => optional(clean(max));
/** A telephone number; the command reads it for good. */
export const optionalPhone = (message: string) =>
  optionalLine(40).refine((typed) => typed === null || looksLikePhone(typed), message);
export const text = (max = 10_000) => clean(max).min(1, 'error.required');

export const id = z.string({ error: 'error.required' }).refine(isId, 'error.choose');
export const optionalId = optional(id);

export const version = z.coerce
  .number({ error: 'error.version' })
  .int('error.version')
  .min(1, 'error.version')
  .max(2 ** 31 - 1, 'error.version');

/** A form that makes what it edits sends 0 for what is not there yet. */
export const versionOrNew = z
  .literal('0')
  .transform(() => 0)
  .or(version)
  .default(0);

export const day = z.string({ error: 'error.required' }).trim().refine(isDay, 'error.day');
export const optionalDay = optional(day);

/** `YYYY-MM-DDTHH:mm`, wall clock in Shanghai. */
export const moment = z
  .string({ error: 'error.required' })
  .trim()
  .refine((t) => /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:\d\d)?$/.test(t) && isDay(t.slice(0, 10)), 'error.moment');

/** Yuan as typed → 分. */
export const yuan = z.union([z.string(), z.number()], { error: 'error.money' }).transform((v, ctx) => {
  const fen = parseYuan(String(v));
  if (fen === null) ctx.addIssue({ code: 'custom', message: 'error.money' });
  return fen ?? 0;
});
export const money = z.preprocess((v) => blank(v) ?? '0', yuan);
export const optionalMoney = optional(yuan);

export const integer = (min: number, max: number) =>
  z.preprocess(
    (v) =>
      typeof v === 'string' && /^\s*-?\d{1,12}(\.\d{1,6})?\s*$/.test(v.normalize('NFKC'))
        ? Number(v.normalize('NFKC'))
        : v,
    z.number({ error: 'error.number' }).int('error.integer').min(min, 'error.range').max(max, 'error.range'),
  );
export const optionalInteger = (min: number, max: number) => optional(integer(min, max));

export const decimal = (min: number, max: number) =>
  z.preprocess(
    (v) => (typeof v === 'string' && /^\s*-?\d{1,9}(\.\d{1,12})?\s*$/.test(v) ? Number(v) : v),
    z.number({ error: 'error.number' }).min(min, 'error.range').max(max, 'error.range'),
  );
export const optionalDecimal = (min: number, max: number) => optional(decimal(min, max));

export const choice = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: 'error.choose' });
export const optionalChoice = <const T extends readonly [string, ...string[]]>(words: T) => optional(choice(words));

export const checkbox = z.preprocess((v) => v === true || v === 'on' || v === '1' || v === 'true', z.boolean());
