export const bundleStates = ['draft', 'launched', 'retired'] as const;
export type BundleState = (typeof bundleStates)[number];

/** More rows than this are not one bundle. */
export const mostComponents = 40;
export const mostSteps = 10;

export const constraintKinds = ['requires', 'excludes'] as const;
export type ConstraintKind = (typeof constraintKinds)[number];

/** Whether it counts within one site or over all of them. */
export const constraintReaches = ['site', 'any'] as const;
export type ConstraintReach = (typeof constraintReaches)[number];

/**
 * What the whole costs: so many basis points off, on everything or on one of both; a fixed price for each site; or the
 * discount of the highest step that the number of sites has reached.
 */
export type PriceRule =
  | { kind: 'percent'; basisPoints: number; on: 'all' | 'one_off' | 'recurring' }
  | { kind: 'fixed'; oneOffFen: number | null; monthlyFen: number | null }
  | { kind: 'step'; steps: { fromSites: number; basisPoints: number }[] };

export type Component = {
  id: string;
  offeringId: string | null;
  /** The bundle in its place, with its own components. */
  nested: BundleShape | null;
  least: number;
  most: number;
  usual: number;
};

export type Constraint = {
  id: string;
  kind: ConstraintKind;
  reach: ConstraintReach;
  componentId: string;
  otherId: string;
};

export type BundleShape = { id: string; components: Component[]; constraints: Constraint[]; priceRule: PriceRule };

/** How many of each component at each site; of a nested bundle's components, how many in one of it. */
export type Choice = { sites: { name: string; quantities: Readonly<Record<string, number>> }[] };

/** The bundles on the way around, beginning and ending with the same one; null when none contains itself. */
export function circleFrom(bundleId: string, nestedIn: ReadonlyMap<string, readonly string[]>): string[] | null {
  const cleared = new Set<string>();
  const walk = (at: string, way: string[]): string[] | null => {
    if (way.includes(at)) return [...way.slice(way.indexOf(at)), at];
    if (cleared.has(at)) return null;
    for (const next of nestedIn.get(at) ?? []) {
      const circle = walk(next, [...way, at]);
      if (circle) return circle;
    }
    cleared.add(at);
    return null;
  };
  return walk(bundleId, []);
}
