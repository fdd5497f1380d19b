import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeSpaceLoss, lookAngles } from './geometry';
import { cloudAttenuation } from './propagation/cloud';
import { rainAttenuation, slantPathLength } from './propagation/rain-attenuation';
import { scintillation } from './propagation/scintillation';
import { rainCoefficients, rainSpecificAttenuation } from './propagation/specific-attenuation';
import { skyNoise, totalAttenuation } from './propagation/total';

describe('look angles', () => {
  it('stands straight overhead on the equator below the satellite', () => {
    const { elevation, rangeKm } = lookAngles({ latitude: 0, longitude: 110.5 }, 110.5);
    expect(elevation).toBeCloseTo(90, 6);
    expect(rangeKm).toBeCloseTo(42164.17 - 6378.137, 6);
  });

  it('looks south from the north and north from the south', () => {
    expect(lookAngles({ latitude: 40, longitude: 110 }, 110).azimuth).toBeCloseTo(180, 6);
    expect(lookAngles({ latitude: -40, longitude: 110 }, 110).azimuth % 360).toBeCloseTo(0, 6);
  });

  it('meets the horizon 81.3 degrees away', () => {
    // cos = earth / orbit = 0.151269, 81.2993 degrees
    expect(lookAngles({ latitude: 0, longitude: 81.2993 }, 0).elevation).toBeCloseTo(0, 3);
    expect(lookAngles({ latitude: 0, longitude: 100 }, 0).elevation).toBeLessThan(0);
  });

  it('crosses the 180th meridian like any other', () => {
    const across = lookAngles({ latitude: -18, longitude: 178 }, -177);
    const plain = lookAngles({ latitude: -18, longitude: 100 }, 105);
    expect(across.elevation).toBeCloseTo(plain.elevation, 9);
    expect(across.azimuth).toBeCloseTo(plain.azimuth, 9);
    expect(lookAngles({ latitude: -18, longitude: 178 }, 183).rangeKm).toBeCloseTo(across.rangeKm, 6);
  });

  it('loses 209.54 dB to the point below the satellite at 20 GHz', () => {
    expect(freeSpaceLoss(35786, 20)).toBeCloseTo(209.5426, 3);
  });
});

describe('rain', () => {
  it('has the k and alpha of P.838-3 table 5 at 10, 20 and 30 GHz', () => {
    const flat = (frequencyGhz: number, tilt: number) => rainCoefficients({ frequencyGhz, elevation: 0, tilt });
    expect(flat(10, 0).k).toBeCloseTo(0.01217, 5);
    expect(flat(10, 0).alpha).toBeCloseTo(1.2571, 4);
    expect(flat(20, 90).k).toBeCloseTo(0.09611, 5);
    expect(flat(20, 90).alpha).toBeCloseTo(0.9847, 4);
    expect(flat(30, 0).k).toBeCloseTo(0.2403, 4);
    expect(flat(30, 0).alpha).toBeCloseTo(0.9485, 4);
  });

  it('takes the mean of both polarisations at 45 degrees', () => {
    const at = { frequencyGhz: 20, elevation: 40 };
    const [h, c, v] = [0, 45, 90].map((tilt) => rainCoefficients({ ...at, tilt }).k) as [number, number, number];
    expect(c).toBeCloseTo((h + v) / 2, 12);
  });

  it('is nothing without rain and above it', () => {
    const site = {
      latitude: 30,
      elevation: 40,
      frequencyGhz: 20,
      tilt: 45,
      stationHeightKm: 0,
      rainHeightKm: 4,
      rainRate: 0,
    };
    expect(rainAttenuation(site, 0.01)).toBe(0);
    expect(rainAttenuation({ ...site, rainRate: 40, stationHeightKm: 4.2 }, 0.01)).toBe(0);
    expect(rainSpecificAttenuation(site, 0)).toBe(0);
  });

  it('is finite straight below the satellite', () => {
    const site = { latitude: 0, elevation: 90, frequencyGhz: 20, tilt: 45, stationHeightKm: 0, rainHeightKm: 5 };
    expect(rainAttenuation({ ...site, rainRate: 90 }, 0.01)).toBeGreaterThan(20);
    const near = rainAttenuation({ ...site, elevation: 89.999, rainRate: 90 }, 0.01);
    expect(Math.abs(rainAttenuation({ ...site, rainRate: 90 }, 0.01) / near - 1)).toBeLessThan(0.01);
  });

  it('bends the slant path with the earth below 5 degrees', () => {
    const path = { stationHeightKm: 0, rainHeightKm: 4 };
    expect(slantPathLength({ ...path, elevation: 30 })).toBeCloseTo(8, 9);
    // 8 / (sqrt(0.002739 + 8 / 8500) + 0.052336)
    expect(slantPathLength({ ...path, elevation: 3 })).toBeCloseTo(70.8, 1);
    expect(slantPathLength({ ...path, elevation: 0 })).toBeCloseTo(Math.sqrt(2 * 4 * 8500), 6);
  });

  const sites = fc.record({
    latitude: fc.double({ min: -70, max: 70, noNaN: true }),
    elevation: fc.double({ min: 5, max: 90, noNaN: true }),
    frequencyGhz: fc.double({ min: 4, max: 50, noNaN: true }),
    tilt: fc.constantFrom(0, 45, 90),
    stationHeightKm: fc.double({ min: 0, max: 3, noNaN: true }),
    rainHeightKm: fc.double({ min: 3, max: 6, noNaN: true }),
    rainRate: fc.double({ min: 1, max: 100, noNaN: true }),
  });

  it('grows with the rain rate', () => {
    fc.assert(
      fc.property(sites, fc.double({ min: 1.01, max: 1.5, noNaN: true }), (site, more) => {
        expect(rainAttenuation({ ...site, rainRate: site.rainRate * more }, 0.01)).toBeGreaterThanOrEqual(
          rainAttenuation(site, 0.01),
        );
      }),
    );
  });

  it('falls with the exceedance', () => {
    fc.assert(
      fc.property(sites, fc.double({ min: 0.01, max: 2, noNaN: true }), (site, exceedance) => {
        expect(rainAttenuation(site, exceedance * 2)).toBeLessThanOrEqual(rainAttenuation(site, exceedance));
      }),
    );
  });
});

describe('the rest of the way', () => {
  it('lets a wide dish average the scintillation away', () => {
    const path = { frequencyGhz: 20, elevation: 40, efficiency: 0.65, wetRefractivity: 60 };
    expect(scintillation({ ...path, diameterM: 1.2 }, 0.1)).toBeGreaterThan(0.1);
    expect(scintillation({ ...path, diameterM: 30 }, 0.1)).toBe(0);
  });

  it('loses more in cloud at a higher frequency', () => {
    expect(cloudAttenuation(30, 40, 1)).toBeGreaterThan(2 * cloudAttenuation(20, 40, 1));
  });

  it('adds up as P.618-13 says', () => {
    expect(totalAttenuation({ gas: 1, cloud: 1, rain: 2, scintillation: 4 })).toBe(6);
  });

  it('glows at 275 K where nothing comes through and at 2.7 K where all does', () => {
    expect(skyNoise(0)).toBeCloseTo(2.7, 9);
    expect(skyNoise(100)).toBeCloseTo(275, 6);
    expect(skyNoise(10)).toBeCloseTo(247.77, 6);
  });
});
