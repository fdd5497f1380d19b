import { isInChina, type Place } from '~/core/places';

export type ReadPlace =
  | { ok: true; place: Place }
  | { ok: false; problem: 'unreadable' | 'out_of_range' | 'zero' }
  | { ok: false; problem: 'swapped'; likely: Place };

const piece = /^([NSEW])?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*([NSEW])?$/i;

/**
 * A position as people paste it: "39.9, 116.4", "39.9N 116.4E", full-width signs. Latitude first, unless letters say
 * otherwise. A longitude written first and 0, 0 are not taken for what they say.
 */
export function readPlace(typed: string): ReadPlace {
  const parts = typed
    .normalize('NFKC')
    .trim()
    .split(/\s*[,;、]\s*|\s+(?=[+-]?\d|[NSEW])/i)
    .filter(Boolean);
  const found = parts.map((part) => piece.exec(part.trim()));
  const [a, b] = found;
  if (parts.length !== 2 || !a || !b) return { ok: false, problem: 'unreadable' };
  const [first, second] = [coordinateOf(a), coordinateOf(b)];
  const lettered = first.axis === 'longitude' || second.axis === 'latitude';
  const place = lettered
    ? { latitude: second.value, longitude: first.value }
    : { latitude: first.value, longitude: second.value };
  const turned = { latitude: place.longitude, longitude: place.latitude };
  const named = first.axis !== null || second.axis !== null;
  if (!named && isInChina(turned) && !isInChina(place)) return { ok: false, problem: 'swapped', likely: turned };
  return checkPlace(place);
}

function coordinateOf(match: RegExpExecArray) {
  const letter = (match[1] ?? match[3] ?? '').toUpperCase();
  const value = Number(match[2]) * (letter === 'S' || letter === 'W' ? -1 : 1);
  const axis = /[NS]/.test(letter) ? 'latitude' : /[EW]/.test(letter) ? 'longitude' : null;
  return { value, axis };
}

/** Whether a position can be one at all. */
export function checkPlace(place: Place): ReadPlace {
  const { latitude, longitude } = place;
  if (latitude === 0 && longitude === 0) return { ok: false, problem: 'zero' };
  if (Math.abs(latitude) > 90 && Math.abs(latitude) <= 180 && Math.abs(longitude) <= 90)
    return { ok: false, problem: 'swapped', likely: { latitude: longitude, longitude: latitude } };
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return { ok: false, problem: 'out_of_range' };
  return { ok: true, place };
}
