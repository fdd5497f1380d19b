import { bands } from '~/features/offerings/rules';
import { capacityLeft } from './beams';
import { type Found, type Link, linksOf, type Question } from './check';
import { type Fleet, sampleFibreAvailability } from './rules';

export type Alternative =
  | { kind: 'terminal' | 'beam' | 'satellite' | 'band'; link: Link }
  | { kind: 'lower_rates'; link: Link; downMbps: number; upMbps: number; committedMbps: number }
  | { kind: 'lower_availability'; link: Link; availability: number }
  | { kind: 'fibre_with_backup'; link: Link; availability: number }
  | { kind: 'ku_with_ka'; link: Link; backup: Link; availability: number };

/** Rates people sell: whole megabits below 20, fives above. */
const sellable = (mbps: number) => (mbps >= 20 ? Math.floor(mbps / 5) * 5 : Math.floor(mbps));

/**
 * What could be done instead, each really computed: another dish, beam, satellite or band that meets the whole
 * question; less rate or less availability over the best link; Ku with Ka behind it and fibre with the satellite behind
 * it. At most one of each kind, none that is the answer itself.
 */
export function alternativesOf(fleet: Fleet, question: Question, found: Found): Alternative[] {
  if (found.isFeasible) return [];
  const { surroundings, link } = found;
  const all = bands.flatMap((band) =>
    linksOf(fleet, surroundings, { ...question, band, satelliteId: null, terminalId: null }),
  );
  const meeting = all.filter(({ reasons }) => reasons.length === 0);
  const same = meeting.filter(({ beam }) => beam.band === question.band);
  const alternatives: Alternative[] = [];
  const add = (kind: 'terminal' | 'beam' | 'satellite' | 'band', option: Link | undefined) => {
    const taken = alternatives.some((one) => one.link === option);
    if (option && !taken) alternatives.push({ kind, link: option });
  };
  if (link) {
    add(
      'terminal',
      same.find(({ beam }) => beam.id === link.beam.id),
    );
    add(
      'beam',
      same.find(({ beam, satellite }) => beam.id !== link.beam.id && satellite.id === link.satellite.id),
    );
  }
  add(
    'satellite',
    same.find(({ satellite }) => satellite.id !== link?.satellite.id),
  );
  add(
    'band',
    meeting.find(({ beam }) => beam.band !== question.band),
  );
  if (link) alternatives.push(...lessOf(link, question));
  alternatives.push(...together(all, question));
  return alternatives;
}

/** The same link for less: rates that hold as long as was asked, or the share of the year the rates asked for hold. */
function lessOf(link: Link, question: Question): Alternative[] {
  const [downMbps, upMbps] = [
    Math.min(question.downMbps, sellable(link.down.assuredMbps)),
    Math.min(question.upMbps, sellable(link.up.assuredMbps)),
  ];
  const committedMbps = Math.min(question.committedMbps, sellable(capacityLeft(link.beam)), downMbps);
  const options: Alternative[] = [];
  if (downMbps > 0 && upMbps > 0 && (question.committedMbps === 0 || committedMbps > 0))
    options.push({ kind: 'lower_rates', link, downMbps, upMbps, committedMbps });
  const isShort = link.availability < question.availability && link.availability >= 95;
  if (isShort && !link.reasons.includes('capacity'))
    options.push({ kind: 'lower_availability', link, availability: link.availability });
  return options;
}

/** Two accesses of one site. */
function together(all: Link[], question: Question): Alternative[] {
  const best = (links: Link[]) =>
    links
      .filter(({ availability, leftMbps }) => availability > 0 && leftMbps >= question.committedMbps)
      .reduce<Link | undefined>((top, next) => (top && top.availability >= next.availability ? top : next), undefined);
  const [ku, ka] = (['ku', 'ka'] as const).map((band) => best(all.filter(({ beam }) => beam.band === band)));
  const options: Alternative[] = [];
  // the same rain falls on both dishes: the pair holds as long as the better of them, not longer
  if (ku && ka && Math.max(ku.availability, ka.availability) >= question.availability)
    options.push({
      kind: 'ku_with_ka',
      link: ku,
      backup: ka,
      availability: Math.max(ku.availability, ka.availability),
    });
  const sky = best(all.filter(({ beam }) => beam.band === question.band)) ?? ku ?? ka;
  if (sky) {
    // a digger and a rain cell know nothing of each other
    const out = ((100 - sampleFibreAvailability) / 100) * ((100 - sky.availability) / 100);
    options.push({ kind: 'fibre_with_backup', link: sky, availability: 100 - out * 100 });
  }
  return options;
}
