export type Place = { latitude: number; longitude: number };

const radians = Math.PI / 180;

/** The angle between two places seen from the centre of the earth, in radians (haversine). */
export function arcBetween(a: Place, b: Place): number {
  const half = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2;
  const h =
    half(b.latitude - a.latitude) +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * half(b.longitude - a.longitude);
  return 2 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Great-circle distance in km on a sphere of 6371 km. */
export const kmBetween = (a: Place, b: Place) => 6371 * arcBetween(a, b);

/** Roughly where China lies: enough to tell a longitude written first. */
export const isInChina = ({ latitude, longitude }: Place) =>
  latitude >= 3 && latitude <= 54 && longitude >= 73 && longitude <= 136;
