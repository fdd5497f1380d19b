import * as z from 'zod';
import { fromLocal } from '~/core/dates';

// The parts that TM Forum's resources are made of, and how ours become them. Names follow the published schemas.

export type Row = Record<string, unknown>;
export type Ref = { id: string; '@referredType': string; role?: string; name?: string; href?: string };

export const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
export const ref = (kind: string, id: unknown, more: Partial<Ref> = {}): Ref[] =>
  text(id) ? [{ id: String(id), '@referredType': kind, ...more }] : [];

/** 分 → yuan: two decimals at most, so that binary fractions print as they are meant. */
export const money = (fen: unknown) =>
  typeof fen === 'number' ? { unit: 'CNY', value: Number((fen / 100).toFixed(2)) } : undefined;
export const price = (priceType: string, fen: unknown, more: Row = {}) => {
  const value = money(fen);
  return value ? [{ priceType, price: { dutyFreeAmount: value }, ...more }] : [];
};

/** A day of ours as an instant, the beginning of it. */
export const atDay = (day: unknown) => (text(day) ? fromLocal(String(day)).toISOString() : undefined);
export const period = (from: unknown, until: unknown) => {
  const span = { startDateTime: from, endDateTime: until };
  return from || until ? span : undefined;
};

export const characteristics = (values: Row) =>
  Object.entries(values).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [{ name, value: String(value) }],
  );

type Reached = {
  phone?: unknown;
  mobile?: unknown;
  email?: unknown;
  address?: unknown;
  website?: unknown;
  wechat?: unknown;
};
/** `mediumType` tells which characteristic to look at. */
export function contactMedia({ phone, mobile, email, address, website, wechat }: Reached) {
  const medium = (mediumType: string, characteristic: Row) =>
    Object.values(characteristic).every((value) => text(value)) ? [{ mediumType, characteristic }] : [];
  return [
    ...medium('phone', { phoneNumber: phone }),
    ...medium('mobile', { phoneNumber: mobile }),
    ...medium('email', { emailAddress: email }),
    ...medium('postalAddress', { street1: address }),
    ...medium('website', { socialNetworkId: website }),
    ...medium('wechat', { socialNetworkId: wechat }),
  ];
}

const line = z.string({ error: 'error.required' }).max(10_000, 'error.too_long');
export const sentText = line.optional();
export const sentName = line;
export const sentRefs = z
  .array(z.looseObject({ id: line.optional(), name: line.optional(), role: line.optional() }))
  .max(20)
  .default([]);
export const sentMedia = z
  .array(z.looseObject({ mediumType: line, characteristic: z.record(z.string(), z.unknown()) }))
  .max(20)
  .default([]);
export const sentPeriod = z.looseObject({
  endDateTime: z.iso.datetime({ offset: true, error: 'error.moment' }).optional(),
});
/** Yuan with two decimals at most → 分. */
export const sentMoney = z
  .object({ unit: z.literal('CNY', { error: 'error.choose' }).optional(), value: z.number({ error: 'error.number' }) })
  .transform(({ value }, ctx) => {
    const fen = Math.round(value * 100);
    if (!Number.isSafeInteger(fen) || Math.abs(fen - value * 100) > 1e-6)
      ctx.addIssue({ code: 'custom', message: 'error.money' });
    return fen;
  });

export const mediumOf = (media: z.output<typeof sentMedia>, ...types: string[]) => {
  const found = media.find(({ mediumType }) => types.includes(mediumType))?.characteristic;
  return text(found?.phoneNumber ?? found?.emailAddress ?? found?.street1 ?? found?.socialNetworkId);
};

/** Leaves out what was not said, so that a change changes nothing else. */
export const said = (values: Row): Row =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
