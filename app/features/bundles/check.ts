import type { BundleShape, Choice, Component, Constraint } from './rules';

/** Something wrong with a choice: at which site, and which component has to be chosen differently. */
export type Violation =
  | { kind: 'no_site' }
  | { kind: 'not_whole'; site: string; componentId: string }
  | { kind: 'too_few'; site: string; componentId: string; least: number; chosen: number }
  | { kind: 'too_many'; site: string; componentId: string; most: number; chosen: number }
  /** Choose the other too, or leave this one out. */
  | { kind: 'requires'; site: string | null; componentId: string; otherId: string }
  /** Leave one of both out; `otherSite` is where the other is, when that is elsewhere. */
  | { kind: 'excludes'; site: string; otherSite: string; componentId: string; otherId: string }
  /** Chosen, but no component of this bundle. */
  | { kind: 'unknown'; site: string; componentId: string };

type Site = Choice['sites'][number];
const count = (site: Site, id: string) => site.quantities[id] ?? 0;

/** Everything a choice breaks, with what to change; empty when it can be sold so. */
export function checkBundle(bundle: BundleShape, choice: Choice): Violation[] {
  if (!choice.sites.length) return [{ kind: 'no_site' }];
  const known = new Set(componentsOf(bundle).map(({ id }) => id));
  return [...choice.sites.flatMap((site) => strangers(site, known)), ...checkLevel(bundle, choice.sites)];
}

/** Of the bundle and of every bundle within. */
export const componentsOf = (bundle: BundleShape): Component[] =>
  bundle.components.flatMap((one) => [one, ...(one.nested ? componentsOf(one.nested) : [])]);

/** How many of each there are at a site: what lies in a bundle within counts as often as that is chosen. */
export function effective(bundle: BundleShape, quantities: Site['quantities']): Record<string, number> {
  const counts: Record<string, number> = {};
  const walk = ({ components }: BundleShape, times: number) => {
    for (const { id, nested } of components) {
      counts[id] = times * (quantities[id] ?? 0);
      if (nested) walk(nested, counts[id] ?? 0);
    }
  };
  walk(bundle, 1);
  return counts;
}

const strangers = (site: Site, known: ReadonlySet<string>): Violation[] =>
  Object.entries(site.quantities).flatMap(([componentId, n]) =>
    n && !known.has(componentId) ? [{ kind: 'unknown', site: site.name, componentId }] : [],
  );

function checkLevel(bundle: BundleShape, sites: Site[]): Violation[] {
  return [
    ...bundle.components.flatMap((one) => sites.flatMap((site) => checkCount(one, site))),
    ...bundle.constraints.flatMap((one) => checkConstraint(one, sites)),
    // the bundles within count where they are chosen
    ...bundle.components.flatMap((one) =>
      one.nested
        ? checkLevel(
            one.nested,
            sites.filter((site) => count(site, one.id) > 0),
          )
        : [],
    ),
  ];
}

function checkCount({ id: componentId, least, most }: Component, site: Site): Violation[] {
  const chosen = count(site, componentId);
  const at = { site: site.name, componentId };
  if (!Number.isSafeInteger(chosen) || chosen < 0) return [{ kind: 'not_whole', ...at }];
  if (chosen < least) return [{ kind: 'too_few', ...at, least, chosen }];
  return chosen > most ? [{ kind: 'too_many', ...at, most, chosen }] : [];
}

function checkConstraint({ kind, reach, componentId, otherId }: Constraint, sites: Site[]): Violation[] {
  const withIt = sites.filter((site) => count(site, componentId) > 0);
  const withOther = sites.filter((site) => count(site, otherId) > 0);
  if (kind === 'requires') {
    if (reach === 'any') return withIt.length && !withOther.length ? [{ kind, site: null, componentId, otherId }] : [];
    return withIt
      .filter((site) => !withOther.includes(site))
      .map((site) => ({ kind, site: site.name, componentId, otherId }));
  }
  return withIt.flatMap((site): Violation[] => {
    const other = reach === 'site' ? withOther.find((one) => one === site) : withOther[0];
    return other ? [{ kind, site: site.name, otherSite: other.name, componentId, otherId }] : [];
  });
}
