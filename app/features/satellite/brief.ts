import type { Place } from '~/core/places';
import type { Band } from '~/features/offerings/rules';
import { type Alternative, alternativesOf } from './alternatives';
import { checkSite, type Found, type Link, type Question, type Reason } from './check';
import { altitudeNear } from './cities';
import type { RainRate, Source } from './climate';
import { availabilityClasses, type Fleet } from './rules';

/** What is asked of a satellite link, wherever the site lies. */
export type Ask = Omit<Question, 'place' | 'rainRate' | 'rainHeightKm'>;

/** What is asked where nothing else is said: a sample, as the smallest office package. */
export const usualAsk: Ask = {
  band: 'ka',
  satelliteId: null,
  terminalId: null,
  downMbps: 50,
  upMbps: 5,
  committedMbps: 10,
  availability: 99.5,
};

export type Named = { id: string; name: string; nameEn: string | null };
type Way = { clearMbps: number; assuredMbps: number; availability: number };
export type LinkBrief = {
  satellite: Named;
  beam: Named & { band: Band };
  terminal: Named;
  elevation: number;
  availability: number;
  leftMbps: number;
  down: Way;
  up: Way;
};
/** `ask`: the question it answers, of a pair its first half; what was kept before has none for another band. */
export type AlternativeBrief = { kind: Alternative['kind']; link: LinkBrief; backup: Named | null; availability: number; ask: Ask | null }; // biome-ignore format: one line

/** A check as it is remembered with a site: what was asked, what came out, and on which values it stands. */
export type SiteBrief = {
  place: Question['place'];
  asked: Ask;
  isFeasible: boolean;
  reasons: Reason[];
  warnings: Found['warnings'];
  link: LinkBrief | null;
  rainRate: RainRate;
  rainHeight: { km: number; source: Source };
  alternatives: AlternativeBrief[];
};

const named = ({ id, name, nameEn }: Named): Named => ({ id, name, nameEn });
const round = (value: number) => Math.round(value * 1000) / 1000;
const wayOf = (way: Way): Way => ({
  clearMbps: round(way.clearMbps),
  assuredMbps: round(way.assuredMbps),
  availability: round(way.availability),
});
const linkOf = ({ satellite, beam, terminal, look, down, up, availability, leftMbps }: Link): LinkBrief => ({
  satellite: named(satellite),
  beam: { ...named(beam), band: beam.band },
  terminal: named(terminal),
  elevation: round(look.elevation),
  availability: round(availability),
  leftMbps,
  down: wayOf(down),
  up: wayOf(up),
});

/** How much of the year an alternative holds what it promises. */
export const reached = (one: Alternative, asked: Pick<Ask, 'availability'>) =>
  one.kind === 'lower_rates' ? asked.availability : 'availability' in one ? one.availability : one.link.availability;

/** The alternative as a question of its own; of a pair, its satellite half. */
export function askOf(asked: Ask, one: Alternative): Ask {
  const { beam, satellite, terminal, availability } = one.link;
  const isLess = ['lower_availability', 'fibre_with_backup', 'ku_with_ka'].includes(one.kind);
  const share = [...availabilityClasses].reverse().find((value) => value <= availability);
  return {
    band: beam.band,
    satelliteId: satellite.id,
    terminalId: terminal.id,
    downMbps: one.kind === 'lower_rates' ? one.downMbps : asked.downMbps,
    upMbps: one.kind === 'lower_rates' ? one.upMbps : asked.upMbps,
    committedMbps: one.kind === 'lower_rates' ? one.committedMbps : asked.committedMbps,
    availability: isLess
      ? Math.min(asked.availability, share ?? Math.floor(availability * 10) / 10)
      : asked.availability,
  };
}

const known = new WeakMap<Fleet, Map<string, SiteBrief>>();

/**
 * Checks a place over one fleet and keeps what a person needs of it. The same place is worked out once a fleet, because
 * sites that only name their town all lie at its seat. About 4 ms a place that is served, up to 12 where alternatives
 * have to be tried.
 */
export function briefOf(fleet: Fleet, at: Place, asked: Ask): SiteBrief {
  const briefs = known.get(fleet) ?? new Map<string, SiteBrief>();
  known.set(fleet, briefs);
  const key = JSON.stringify([at.latitude, at.longitude, asked]);
  const brief = briefs.get(key) ?? workOut(fleet, at, asked);
  briefs.set(key, brief);
  return brief;
}

function workOut(fleet: Fleet, { latitude, longitude }: Place, asked: Ask): SiteBrief {
  const place = { latitude, longitude, altitudeM: altitudeNear({ latitude, longitude }) };
  const question: Question = { ...asked, place, rainRate: null, rainHeightKm: null };
  const found = checkSite(fleet, question);
  return {
    place,
    asked,
    isFeasible: found.isFeasible,
    reasons: found.reasons,
    warnings: found.warnings,
    link: found.link && linkOf(found.link),
    rainRate: found.surroundings.rainRate,
    rainHeight: found.surroundings.rainHeight,
    alternatives: alternativesOf(fleet, question, found).map((one) => ({
      kind: one.kind,
      link: linkOf(one.link),
      backup: one.kind === 'ku_with_ka' ? named(one.backup.terminal) : null,
      availability: round(reached(one, asked)),
      ask: askOf(asked, one),
    })),
  };
}
