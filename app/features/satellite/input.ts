import * as z from 'zod';
import { checkbox, choice, decimal, id, integer, line, optionalDecimal, optionalLine } from '~/core/fields';
import { bands } from '~/features/offerings/rules';
import { availabilityClasses, type Shape } from './rules';

/** 0: not written yet; made with the form, so that one sent twice is written once. */
const version = integer(0, 2 ** 31 - 1);
const named = { id, version, name: line(60), nameEn: optionalLine(60), isSample: checkbox };

export const satelliteInput = z.object({ ...named, longitude: decimal(-180, 180) });
export type SatelliteInput = z.output<typeof satelliteInput>;

/** "30.5, 114.3" a line, three lines or more; or one line for the centre of a circle. */
const corner = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/;
const corners = z.string({ error: 'error.required' }).transform((typed, ctx) => {
  const lines = typed
    .normalize('NFKC')
    .split(/[\n;]/)
    .filter((one) => one.trim() !== '');
  const read = lines.map((one) => corner.exec(one));
  const points = read.flatMap((match) => (match ? [[Number(match[1]), Number(match[2])] as [number, number]] : []));
  const isPlace = points.every(([lat, lon]) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180);
  if (points.length !== lines.length || !isPlace || points.length === 0 || points.length === 2 || points.length > 200)
    ctx.addIssue({ code: 'custom', message: 'satellite.bad_shape' });
  return points;
});

/** Symbol rates in Msps, separated by commas. */
const rates = z.string({ error: 'error.required' }).transform((typed, ctx) => {
  const read = typed
    .normalize('NFKC')
    .split(/[,;、\s]+/)
    .filter(Boolean)
    .map(Number);
  const fine = read.length > 0 && read.length <= 20 && read.every((rate) => rate >= 0.01 && rate <= 1000);
  if (!fine) ctx.addIssue({ code: 'custom', message: 'satellite.bad_rates' });
  return [...new Set(read)].sort((a, b) => a - b);
});

export const beamInput = z
  .object({
    ...named,
    satelliteId: id,
    band: choice(bands),
    corners,
    radiusKm: optionalDecimal(1, 5000),
    downGhz: decimal(1, 55),
    upGhz: decimal(1, 55),
    tilt: decimal(-90, 180),
    eirpDbw: decimal(-20, 100),
    gtDbk: decimal(-40, 50),
    edgeLossDb: decimal(0, 20),
    interferenceDb: decimal(0, 60),
    capacityMbps: integer(0, 10_000_000),
    soldMbps: integer(0, 10_000_000),
    downRates: rates,
    upRates: rates,
  })
  .superRefine(({ corners, radiusKm }, ctx) => {
    if (corners.length === 1 && radiusKm === null)
      ctx.addIssue({ code: 'custom', path: ['radiusKm'], message: 'error.required' });
  })
  .transform(({ corners, radiusKm, ...beam }) => {
    const [latitude, longitude] = corners[0] ?? [0, 0];
    const shape: Shape =
      corners.length > 1
        ? { kind: 'polygon', corners }
        : { kind: 'circle', latitude, longitude, radiusKm: radiusKm ?? 1 };
    return { ...beam, shape };
  });
export type BeamInput = z.output<typeof beamInput>;

export const terminalInput = z.object({
  ...named,
  band: choice(bands),
  diameterM: decimal(0.1, 40),
  efficiency: decimal(0.1, 1),
  powerW: decimal(0.01, 10_000),
  noiseK: decimal(10, 2000),
});
export type TerminalInput = z.output<typeof terminalInput>;

const share = z
  .string()
  .transform(Number)
  .refine((value) => (availabilityClasses as readonly number[]).includes(value), 'error.choose');

/** The address of a check: what is left out has its ordinary value. */
export const checkInput = z.object({
  where: z.string().trim().max(100).default(''),
  city: z.string().trim().max(40).default(''),
  altitude: optionalDecimal(-500, 9000),
  rain: optionalDecimal(0, 300),
  band: choice(bands).default('ka'),
  satellite: z.union([z.literal(''), id]).default(''),
  terminal: z.union([z.literal(''), id]).default(''),
  down: decimal(0.1, 10_000).default(50),
  up: decimal(0.1, 1000).default(5),
  committed: decimal(0, 10_000).default(10),
  availability: share.default(99.5),
});
export type CheckInput = z.output<typeof checkInput>;
