import { kmBetween, type Place as Point } from '~/core/places';
import type { Band } from '~/features/offerings/rules';
import { citiesOf, provinces, type Region } from '../accounts/regions';
import { seatOf } from '../accounts/regions-seats';
import { type Ask, briefOf, usualAsk } from '../satellite/brief';
import type { Fleet } from '../satellite/rules';
import { type AccessTechnology, accessTechnologies, type Feasibility, type Verdict } from './rules';

export type FeasibilityRule = {
  id: string;
  tenantId: number | null;
  technology: AccessTechnology;
  divisions: string[];
  latitude: number | null;
  longitude: number | null;
  radiusKm: number | null;
  verdict: Verdict;
  leadDays: number | null;
  reason: string;
  reasonEn: string | null;
};

export type Place = { divisionCode: string | null; latitude: number | null; longitude: number | null };

/** How exactly the rule speaks of this place: the longer the division or the smaller the circle, the more; null: not. */
function exactness(rule: FeasibilityRule, place: Place): number | null {
  if (rule.radiusKm !== null && rule.latitude !== null && rule.longitude !== null) {
    if (place.latitude === null || place.longitude === null) return null;
    const centre = { latitude: rule.latitude, longitude: rule.longitude };
    const here = { latitude: place.latitude, longitude: place.longitude };
    return kmBetween(centre, here) <= rule.radiusKm ? 100 + 1 / (1 + rule.radiusKm) : null;
  }
  if (!rule.divisions.length) return 0;
  const matching = rule.divisions.filter((division) => place.divisionCode?.startsWith(division));
  return matching.length ? Math.max(...matching.map((division) => division.length)) : null;
}

/** The rule that speaks most exactly of the place; the company's own before the group's where both do alike. */
export const ruleFor = (rules: FeasibilityRule[], technology: AccessTechnology, place: Place) =>
  rules
    .flatMap((rule) => {
      const exact = rule.technology === technology ? exactness(rule, place) : null;
      return exact === null ? [] : [{ rule, exact }];
    })
    .sort((a, b) => b.exact - a.exact || Number(b.rule.tenantId !== null) - Number(a.rule.tenantId !== null))[0]?.rule;

export type Sky = { fleet: Fleet; asked?: Ask };

/** Where a link is worked out for: the coordinates, else the seat of the division. */
function pointOf(place: Place): Point | null {
  const { divisionCode, latitude, longitude } = place;
  if (latitude !== null && longitude !== null) return { latitude, longitude };
  return divisionCode ? seatOf(divisionCode) : null;
}

/** What the link says, and the rule how soon; a rule that refuses a place refuses it however good the link is. */
function overSatellite({ fleet, asked }: Sky, rule: FeasibilityRule | undefined, place: Place): Feasibility | null {
  if (!fleet.beams.length) return null;
  const point = pointOf(place);
  if (!point) return { technology: 'ka', verdict: 'check', reason: 'where', reasonEn: null, leadDays: null };
  const satellite = briefOf(fleet, point, asked ?? usualAsk);
  if (rule?.verdict === 'no') return { ...saidBy(rule), technology: 'ka', satellite };
  const isLow = satellite.warnings.includes('low_elevation');
  const verdict = !satellite.isFeasible ? 'no' : isLow ? 'check' : 'yes';
  return {
    technology: 'ka',
    verdict,
    reason: verdict === 'check' ? 'satellite_low' : `satellite_${verdict}`,
    reasonEn: null,
    leadDays: verdict === 'no' ? null : (rule?.leadDays ?? null),
    satellite,
  };
}

const saidBy = ({ verdict, reason, reasonEn, leadDays }: FeasibilityRule) => ({ verdict, reason, reasonEn, leadDays });

/** What is known of each technology at a place; where no rule speaks of it, somebody has to look. */
export const feasibilityOf = (rules: FeasibilityRule[], place: Place, sky?: Sky): Feasibility[] =>
  accessTechnologies.map((technology) => {
    const rule = ruleFor(rules, technology, place);
    const over = technology === 'ka' && sky ? overSatellite(sky, rule, place) : null;
    if (over) return over;
    if (rule) return { technology, ...saidBy(rule) };
    const isLost = place.divisionCode === null && place.latitude === null;
    const reason = technology === 'ka' && !isLost ? 'check_satellite' : isLost ? 'where' : 'no_rule';
    return { technology, verdict: 'check', reason, reasonEn: null, leadDays: null };
  });

/** What to take: what can be had, soonest; fibre before the others where it is as soon. */
export function bestOf(found: Feasibility[]): AccessTechnology | null {
  const possible = found.filter(({ verdict }) => verdict === 'yes');
  const fibre = possible.find(({ technology }) => technology === 'fibre');
  const soonest = [...possible].sort((a, b) => (a.leadDays ?? 999) - (b.leadDays ?? 999))[0];
  return (fibre ?? soonest)?.technology ?? null;
}

/** A satellite package at a site whose link is of another band: none of it would work there. */
export function wrongBand<L extends { siteId: string | null; offeringId: string }>(
  sites: readonly { id: string; name: string; feasibility: Feasibility[] }[],
  lines: readonly L[],
  bandOf: ReadonlyMap<string, Band | null>,
) {
  for (const site of sites) {
    const link = site.feasibility.find(({ technology }) => technology === 'ka')?.satellite?.asked.band;
    if (!link) continue;
    const line = lines.find((one) => one.siteId === site.id && (bandOf.get(one.offeringId) ?? link) !== link);
    if (line) return { site, line, band: link };
  }
  return null;
}

const short = (name: string) =>
  name.replace(/(特别行政区|维吾尔自治区|[壮回]族自治区|自治[区州县]|省|市|地区|盟)$/, '');
const wordsOf = ({ zh }: Region) => [zh, short(zh)].filter((word) => word.length >= 2);
const cities = provinces.flatMap(({ code }) => citiesOf(code));
const seats = cities.flatMap(({ code }) => {
  const seat = seatOf(code);
  return seat ? [{ code, seat }] : [];
});

/** Of the regions named in a text the one that comes first, of two there the one named at greater length. */
function namedFirst(text: string, regions: readonly Region[]) {
  const hits = regions.flatMap((region) =>
    wordsOf(region).flatMap((word) => {
      const at = text.indexOf(word);
      return at < 0 ? [] : [{ region, word, at }];
    }),
  );
  return hits.sort((a, b) => a.at - b.at || b.word.length - a.word.length)[0];
}

/** The division an address names, within its province where it begins with one, else the one whose seat is near the coordinates. */
export function divisionOf(text: string, place: Omit<Place, 'divisionCode'>): string | null {
  const address = text.trim();
  const province = namedFirst(address, provinces);
  if (province?.at === 0) {
    const within = citiesOf(province.region.code);
    const rest = address.slice(province.word.length);
    return (namedFirst(rest, within) ?? namedFirst(address, within) ?? province).region.code;
  }
  const found = namedFirst(address, cities) ?? province;
  if (found) return found.region.code;
  if (place.latitude === null || place.longitude === null) return null;
  const here = { latitude: place.latitude, longitude: place.longitude };
  const near = seats.map(({ code, seat }) => ({ code, km: kmBetween(seat, here) })).sort((a, b) => a.km - b.km)[0];
  return near && near.km < 150 ? near.code : null;
}
