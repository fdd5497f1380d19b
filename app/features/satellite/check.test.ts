import { describe, expect, it } from 'vitest';
import { mulberry32 } from '../../../scripts/seed/random';
import { fleetOf, makeHeavens } from '../../../scripts/seed/satellites';
import { alternativesOf } from './alternatives';
import { contoursOf, lossInBeam, positionInBeam } from './beams';
import { checkSite, type Question } from './check';
import { cityOf } from './cities';
import { bestModcod, neededCn } from './modcod';

const random = mulberry32(7);
let made = 0;
const demo = {
  random,
  today: '2026-11-22',
  day: () => '2026-01-26',
  during: () => new Date(0),
  id: () => `id${made++}`,
};
const fleet = fleetOf(makeHeavens(demo));
const satellite = (start: string) => fleet.satellites.find(({ name }) => name.startsWith(start))!;
const terminal = (start: string) => fleet.terminals.find(({ name }) => name.startsWith(start))!;

const ask = (question: Partial<Question> = {}): Question => ({
  place: cityOf('beijing')!,
  rainRate: null,
  rainHeightKm: null,
  band: 'ka',
  satelliteId: null,
  terminalId: null,
  downMbps: 50,
  upMbps: 5,
  committedMbps: 5,
  availability: 99.5,
  ...question,
});
const island = { latitude: 16.83, longitude: 112.34, altitudeM: 5 };
const desert = { latitude: 39.2, longitude: 82.5, altitudeM: 1100 };

describe('a site', () => {
  it('is served over the beam above it, with what it was computed with', () => {
    const found = checkSite(fleet, ask());
    expect(found.isFeasible).toBe(true);
    expect(found.link?.beam.nameEn).toBe('North China');
    expect(found.link?.look.elevation).toBeCloseTo(43.43, 1);
    expect(found.link?.down.clearMbps).toBeGreaterThan(300);
    expect(found.link?.availability).toBe(Math.min(found.link!.down.availability, found.link!.up.availability));
    expect(found.surroundings.rainRate).toEqual({ mmPerHour: 45, source: 'city_sample', cityCode: 'beijing' });
    expect(found.warnings).toContain('sample_parameters');
    expect(alternativesOf(fleet, ask(), found)).toEqual([]);
  });

  it('is refused a Ka package on a satellite whose user link is Ku', () => {
    const found = checkSite(fleet, ask({ satelliteId: satellite('亚太').id }));
    expect(found).toMatchObject({ isFeasible: false, link: null, reasons: ['band_of_satellite'] });
  });

  it('is refused outside every beam and below the horizon', () => {
    expect(checkSite(fleet, ask({ place: { latitude: -30, longitude: 120, altitudeM: 0 } })).reasons).toEqual([
      'outside_beams',
    ]);
    expect(checkSite(fleet, ask({ place: { latitude: 40, longitude: -70, altitudeM: 0 } })).reasons).toEqual([
      'below_horizon',
    ]);
    expect(checkSite({ ...fleet, beams: [] }, ask()).reasons).toEqual(['no_such_band']);
    expect(checkSite({ ...fleet, terminals: [] }, ask()).reasons).toEqual(['no_terminal']);
  });

  it('is warned of a satellite near the horizon', () => {
    const [wide] = fleet.beams.filter(({ band }) => band === 'ku');
    const everywhere = {
      ...fleet,
      beams: [{ ...wide!, shape: { kind: 'circle', latitude: 40, longitude: 70, radiusKm: 5000 } as const }],
    };
    const found = checkSite(everywhere, ask({ band: 'ku', place: { latitude: 45, longitude: 62, altitudeM: 300 } }));
    expect(found.link?.look.elevation).toBeLessThan(10);
    expect(found.warnings).toContain('low_elevation');
  });

  it('is refused more than the beam has left', () => {
    const found = checkSite(
      fleet,
      ask({ place: cityOf('guangzhou')!, committedMbps: 20, satelliteId: satellite('中星16').id }),
    );
    expect(found.reasons).toContain('capacity');
    const kinds = alternativesOf(
      fleet,
      ask({ place: cityOf('guangzhou')!, committedMbps: 20, satelliteId: satellite('中星16').id }),
      found,
    ).map(({ kind }) => kind);
    expect(kinds).toContain('lower_rates');
  });

  it('works longer with a bigger dish and for a lower rate', () => {
    const of = (start: string, downMbps = 50) =>
      checkSite(fleet, ask({ place: island, terminalId: terminal(start).id, downMbps })).link!.availability;
    expect(of('Ka 1.8')).toBeGreaterThan(of('Ka 0.45'));
    for (const start of ['Ka 0.45', 'Ka 1.2'])
      expect([20, 80, 200, 400, 800].map((rate) => of(start, rate))).toEqual(
        [20, 80, 200, 400, 800].map((rate) => of(start, rate)).sort((a, b) => b - a),
      );
  });

  it('takes a given rain rate before any sample', () => {
    const dry = checkSite(fleet, ask({ place: island, rainRate: 10 }));
    expect(dry.surroundings.rainRate.source).toBe('given');
    expect(dry.link!.availability).toBeGreaterThan(
      checkSite(fleet, ask({ place: island, rainRate: 120 })).link!.availability,
    );
  });
});

describe('a refusal becomes an alternative', () => {
  it('on an island: the small dish does not last the storms, a bigger one or Ku does', () => {
    const question = ask({ place: island, terminalId: terminal('Ka 0.45').id, satelliteId: satellite('中星16').id });
    const found = checkSite(fleet, question);
    expect(found.isFeasible).toBe(false);
    const alternatives = alternativesOf(fleet, question, found);
    expect(alternatives.length).toBeGreaterThan(1);
    for (const one of alternatives)
      if (one.kind === 'terminal' || one.kind === 'beam' || one.kind === 'satellite' || one.kind === 'band')
        expect(one.link.reasons).toEqual([]);
  });

  it('in the desert: outside one satellite, served by another', () => {
    const question = ask({ place: desert, satelliteId: satellite('中星16').id });
    const found = checkSite(fleet, question);
    expect(found.reasons).toEqual(['outside_beams']);
    const other = alternativesOf(fleet, question, found).find(({ kind }) => kind === 'satellite');
    expect(other?.link.satellite.id).toBe(satellite('中星26').id);
    expect(checkSite(fleet, { ...question, satelliteId: satellite('中星26').id }).isFeasible).toBe(true);
  });

  it('offers no rate that the link does not hold', () => {
    const question = ask({ place: island, terminalId: terminal('Ka 0.45').id, availability: 99.9 });
    const less = alternativesOf(fleet, question, checkSite(fleet, question)).find(({ kind }) => kind === 'lower_rates');
    if (less?.kind !== 'lower_rates') return;
    const { downMbps, upMbps, committedMbps } = less;
    const again = checkSite(fleet, {
      ...question,
      downMbps,
      upMbps,
      committedMbps,
      satelliteId: less.link.satellite.id,
    });
    expect(again.isFeasible).toBe(true);
  });
});

describe('MODCODs', () => {
  it('carry the more the better the link is', () => {
    expect(bestModcod(-5)).toBeNull();
    expect(bestModcod(2.1)?.name).toBe('QPSK 1/2');
    expect(bestModcod(20)?.name).toBe('32APSK 9/10');
    const efficiencies = Array.from({ length: 40 }, (_, i) => bestModcod(i / 2 - 1)?.efficiency ?? 0);
    expect(efficiencies).toEqual([...efficiencies].sort((a, b) => a - b));
  });

  it('need the least C/N that carries the rate', () => {
    expect(neededCn(1, 1)).toBeCloseTo(2.23 + 1, 6);
    expect(neededCn(5, 1)).toBeNull();
  });

  it('is drawn with lines of equal strength where it is round', () => {
    const shape = { kind: 'circle', latitude: 30, longitude: 110, radiusKm: 400 } as const;
    const contours = contoursOf({ shape, edgeLossDb: 3 });
    expect(contours.map(({ lossDb }) => lossDb)).toEqual([1, 2]);
    for (const { lossDb, outline } of contours)
      for (const [latitude, longitude] of outline)
        expect(lossInBeam({ edgeLossDb: 3 }, positionInBeam(shape, { latitude, longitude })!)).toBeCloseTo(lossDb, 3);
    expect(
      contoursOf({
        shape: {
          kind: 'polygon',
          corners: [
            [0, 0],
            [0, 9],
            [9, 0],
          ],
        },
        edgeLossDb: 3,
      }),
    ).toEqual([]);
  });
});
