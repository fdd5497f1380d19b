import { type ConstraintKind, type ConstraintReach, circleFrom, type PriceRule } from './rules';

export type EditedBundle = {
  state: 'draft' | 'launched' | 'retired';
  priceRule: PriceRule;
  components: { id: string; part: { isBundle: boolean; id: string }; least: number; most: number; usual: number }[];
  constraints: { componentId: string; otherId: string; kind: ConstraintKind; reach: ConstraintReach }[];
};

/** What is wrong with a bundle as it was typed: the field it stands at, the words, and for a circle the way around. */
export type EditProblem = { field: string; message: string; way?: string[] };

/**
 * Whether it can be kept so. `nested` says which bundle holds which others, as kept now; `bundleId` is this one's, whose
 * entry there is taken from what was typed.
 */
export function problemsOf(
  bundleId: string,
  { state, priceRule, components, constraints }: EditedBundle,
  nested: ReadonlyMap<string, readonly string[]>,
): EditProblem[] {
  const problems: EditProblem[] = [];
  if (state === 'launched' && !components.length)
    problems.push({ field: 'components.0.part', message: 'bundle.launch_empty' });
  if (priceRule.kind === 'fixed' && priceRule.oneOffFen === null && priceRule.monthlyFen === null)
    problems.push({ field: 'monthlyFen', message: 'bundle.fixed_empty' });
  if (priceRule.kind === 'step') {
    if (!priceRule.steps.length) problems.push({ field: 'steps.0.fromSites', message: 'bundle.steps_empty' });
    if (new Set(priceRule.steps.map(({ fromSites }) => fromSites)).size < priceRule.steps.length)
      problems.push({ field: 'steps.0.fromSites', message: 'bundle.steps_twice' });
  }
  const ids = new Set(components.map(({ id }) => id));
  const parts = components.map(({ part }) => part.id);
  for (const [at, one] of parts.entries())
    if (parts.indexOf(one) < at) problems.push({ field: `components.${at}.part`, message: 'bundle.part_twice' });
  const seen = new Map<string, ConstraintKind>();
  for (const [at, { componentId, otherId, kind }] of constraints.entries()) {
    const field = `constraints.${at}.otherId`;
    if (!ids.has(componentId) || !ids.has(otherId)) problems.push({ field, message: 'bundle.constraint_gone' });
    else if (componentId === otherId) problems.push({ field, message: 'bundle.constraint_self' });
    const pair = [componentId, otherId].sort().join();
    const other = seen.get(pair);
    if (other && other !== kind) problems.push({ field, message: 'bundle.constraint_contradicts' });
    seen.set(pair, kind);
  }
  // nobody could choose it: a component that is always there may not keep out one that is always there too
  for (const [at, { componentId, otherId, kind }] of constraints.entries()) {
    const always = (id: string) => (components.find((one) => one.id === id)?.least ?? 0) > 0;
    if (kind === 'excludes' && componentId !== otherId && always(componentId) && always(otherId))
      problems.push({ field: `constraints.${at}.otherId`, message: 'bundle.constraint_impossible' });
  }
  const below = components.filter(({ part }) => part.isBundle).map(({ part }) => part.id);
  const way = circleFrom(bundleId, new Map([...nested, [bundleId, below]]));
  if (way) {
    const at = components.findIndex(({ part }) => part.id === way[1]);
    problems.push({ field: `components.${Math.max(0, at)}.part`, message: 'bundle.circle', way });
  }
  return problems;
}
