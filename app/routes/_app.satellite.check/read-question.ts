import type { Place } from '~/core/places';
import { usualAsk } from '~/features/satellite/brief';
import type { Question } from '~/features/satellite/check';
import { altitudeNear, cityOf } from '~/features/satellite/cities';
import { readPlace } from '~/features/satellite/coordinates';
import { checkInput as readFields } from '~/features/satellite/input';

export type ReadQuestion = {
  values: Record<string, string>;
  /** Locale keys by field. */
  errors: Record<string, string>;
  /** The position the other way round, where it was written longitude first. */
  likely: string | null;
  question: Question | null;
  asked: boolean;
};

const usual = {
  band: usualAsk.band,
  down: String(usualAsk.downMbps),
  up: String(usualAsk.upMbps),
  committed: String(usualAsk.committedMbps),
  availability: String(usualAsk.availability),
};
const pointText = ({ latitude, longitude }: Place) => `${latitude}, ${longitude}`;

/** The question in the address, or what is wrong with it; a field that says nothing has its usual value. */
export function readQuestion(params: URLSearchParams): ReadQuestion {
  const typed = Object.fromEntries([...params].filter(([, value]) => value.trim() !== ''));
  const values = { ...usual, ...typed };
  const asked = params.has('city') || params.has('where');
  const none = { values, likely: null, question: null, asked };
  if (!asked) return { ...none, errors: {} };
  const read = readFields.safeParse(values);
  if (!read.success) {
    const errors: Record<string, string> = {};
    for (const { path, message } of read.error.issues) errors[path.join('.')] ??= message;
    return { ...none, errors };
  }
  const { where, city, altitude, rain, satellite, terminal, ...wanted } = read.data;
  const chosen = cityOf(city);
  if (!where && !chosen) return { ...none, errors: { where: 'satellite.place.missing' } };
  const place = where ? readPlace(where) : { ok: true as const, place: chosen! };
  if (!place.ok) {
    const likely = place.problem === 'swapped' ? pointText(place.likely) : null;
    return { ...none, likely, errors: { where: `satellite.place.${place.problem}` } };
  }
  const { latitude, longitude } = place.place;
  return {
    values,
    errors: {},
    likely: null,
    asked,
    question: {
      place: {
        latitude,
        longitude,
        altitudeM: altitude ?? altitudeNear({ latitude, longitude }),
      },
      rainRate: rain,
      rainHeightKm: null,
      band: wanted.band,
      satelliteId: satellite || null,
      terminalId: terminal || null,
      downMbps: wanted.down,
      upMbps: wanted.up,
      committedMbps: wanted.committed,
      availability: wanted.availability,
    },
  };
}
