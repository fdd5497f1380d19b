import type { Place } from '~/core/places';

const degrees = 180 / Math.PI;
const radians = Math.PI / 180;

/** Equatorial radius of the earth and radius of the geostationary orbit in km. */
const earth = 6378.137;
const orbit = 42164.17;
const lightSpeed = 299_792_458;

export type LookAngles = { elevation: number; azimuth: number; rangeKm: number };

/**
 * Where a geostationary satellite stands as seen from a place: elevation and azimuth (from true north, clockwise) in
 * degrees, slant range in km. The triangle of ITU-R S.1257 and P.618: a sphere of the equatorial radius, the place at
 * sea level, no refraction. The ellipsoid would move the elevation by up to 0.035° and a place on a plateau by 0.008°
 * more; the reference figures leave both out. Below the horizon the elevation is negative.
 */
export function lookAngles(place: Place, satelliteLongitude: number): LookAngles {
  const phi = place.latitude * radians;
  const ahead = (satelliteLongitude - place.longitude) * radians;
  const [sinPhi, cosPhi] = [Math.sin(phi), Math.cos(phi)];
  const up = orbit * cosPhi * Math.cos(ahead) - earth;
  const east = orbit * Math.sin(ahead);
  const north = -orbit * sinPhi * Math.cos(ahead);
  return {
    elevation: Math.atan2(up, Math.hypot(east, north)) * degrees,
    azimuth: (Math.atan2(east, north) * degrees + 360) % 360,
    rangeKm: Math.hypot(east, north, up),
  };
}

/** Free-space loss in dB: ITU-R P.525-4 equation (3), 20 log10(4 pi d / lambda), with the exact speed of light. */
export function freeSpaceLoss(rangeKm: number, frequencyGhz: number): number {
  return 20 * Math.log10((4 * Math.PI * rangeKm * 1e3 * frequencyGhz * 1e9) / lightSpeed);
}
