import * as z from 'zod';
import type { Context } from '~/core/context.server';
import { checkInput } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { refusalOf } from '~/features/api/problem.server';
import { bands } from '~/features/offerings/rules';
import { alternativesOf } from '~/features/satellite/alternatives';
import { usualAsk } from '~/features/satellite/brief';
import { checkSite, type Question } from '~/features/satellite/check';
import { altitudeNear } from '~/features/satellite/cities';
import { getFleet } from '~/features/satellite/queries.server';
import { characteristics } from './face';

const trait = z.looseObject({ name: z.string().max(40), value: z.union([z.string().max(40), z.number()]) });
const place = z.looseObject({
  geometry: z.looseObject({ coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]) }),
});
const item = z.looseObject({
  id: z.string().max(40).optional(),
  product: z.looseObject({
    place: z.array(place).length(1),
    productCharacteristic: z.array(trait).max(20).default([]),
  }),
});
const asked = z.strictObject({
  description: z.string().max(500).optional(),
  instantSyncQualification: z.boolean().optional(),
  provideAlternative: z.boolean().default(false),
  provideUnavailabilityReason: z.boolean().default(true),
  productOfferingQualificationItem: z.array(item).min(1, 'error.required').max(50, 'error.too_long'),
});
const wishes = z.object({
  band: z.enum(bands).default(usualAsk.band),
  downMbps: z.coerce.number().min(0.1).max(10_000).default(usualAsk.downMbps),
  upMbps: z.coerce.number().min(0.1).max(1000).default(usualAsk.upMbps),
  committedMbps: z.coerce.number().min(0).max(10_000).default(usualAsk.committedMbps),
  availability: z.coerce.number().min(90).max(99.999).default(usualAsk.availability),
});

function questionOf({ product }: z.output<typeof item>): Question | null {
  const given = Object.fromEntries(product.productCharacteristic.map(({ name, value }) => [name, value]));
  const read = wishes.safeParse(given);
  const [longitude, latitude] = product.place[0]?.geometry.coordinates ?? [0, 0];
  const at = { longitude, latitude };
  return read.success
    ? {
        ...read.data,
        place: { ...at, altitudeM: altitudeNear(at) },
        rainRate: null,
        rainHeightKm: null,
        satelliteId: null,
        terminalId: null,
      }
    : null;
}

/** Answers at once whether a satellite serves each place, and why not: computed for whoever asks, nothing is kept. */
export async function qualify(ctx: Context, body: Record<string, unknown>) {
  requirePermission(ctx.actor, 'site.check');
  const input = checkInput(body, asked);
  if (!input.ok) throw refusalOf(ctx.actor.locale, input);
  const { provideAlternative, provideUnavailabilityReason, description } = input.value;
  const fleet = await getFleet(ctx);
  const items = input.value.productOfferingQualificationItem.map((one, i) => {
    const question = questionOf(one);
    if (!question)
      throw refusalOf(ctx.actor.locale, {
        ok: false,
        reason: 'invalid',
        fields: { [`productOfferingQualificationItem.${i}.product.productCharacteristic`]: 'error.range' },
      });
    const found = checkSite(fleet, question);
    const others = provideAlternative ? alternativesOf(fleet, question, found) : [];
    const { link } = found;
    return {
      id: one.id ?? String(i + 1),
      state: 'done',
      qualificationItemResult: found.isFeasible ? 'qualified' : others.length ? 'alternate' : 'unqualified',
      ...(provideUnavailabilityReason && {
        eligibilityUnavailabilityReason: found.isFeasible ? [] : found.reasons.map((code) => ({ code, label: code })),
      }),
      ...(link && {
        product: {
          productCharacteristic: characteristics({
            satellite: link.satellite.name,
            beam: link.beam.name,
            terminal: link.terminal.name,
            availability: link.availability,
            elevation: link.look.elevation,
          }),
        },
      }),
      ...(others.length && {
        alternateProductOfferingProposal: others.map(({ kind, link: other }, n) => ({
          id: String(n + 1),
          alternateProduct: {
            productCharacteristic: characteristics({
              kind,
              satellite: other.satellite.name,
              terminal: other.terminal.name,
            }),
          },
        })),
      }),
    };
  });
  const at = ctx.now.toISOString();
  return {
    ...(description !== undefined && { description }),
    state: 'done',
    instantSyncQualification: true,
    provideAlternative,
    productOfferingQualificationDate: at,
    effectiveQualificationDate: at,
    qualificationResult: items.every((one) => one.qualificationItemResult === 'qualified')
      ? 'qualified'
      : 'unqualified',
    productOfferingQualificationItem: items,
    '@type': 'ProductOfferingQualification',
  };
}
