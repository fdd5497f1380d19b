import * as z from 'zod';

/** As an instrument measures it: with as many decimals as it likes. */
const measured = (min: number, max: number) =>
  z.preprocess((v) => (typeof v === 'string' && v.trim() !== '' ? Number(v) : v), z.number().min(min).max(max));
const place = z.object({
  latitude: measured(-90, 90),
  longitude: measured(-180, 180),
  accuracy: measured(0, 10_000_000),
  deviceAt: z.iso.datetime({ error: 'error.moment' }),
});

function isSent(position: unknown) {
  if (typeof position !== 'object' || position === null) return position !== null;
  const { latitude = '', longitude = '' } = position as Record<string, unknown>;
  return [latitude, longitude].some((one) => one !== null && one !== '');
}

/** Where the device says it is; taken on pressing only. Neither its refusal nor what is no place on earth is an obstacle. */
export const position = z.union([
  place.nullish(),
  z.unknown().transform((sent) => (isSent(sent) ? ('unusable' as const) : null)),
]);
/** The place a check came with, if it is one. */
export const placeOf = (sent: z.output<typeof position>) => (sent === 'unusable' ? null : (sent ?? null));

/** What the device's clock said when it happened and when it was sent. */
export const clock = z.object({ at: z.iso.datetime(), sentAt: z.iso.datetime() }).nullish().catch(null);
