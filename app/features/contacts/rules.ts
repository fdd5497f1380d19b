export const buyingRoles = [
  'decision_maker',
  'influencer',
  'technical_evaluator',
  'user',
  'gatekeeper',
  'champion',
] as const;
export type BuyingRole = (typeof buyingRoles)[number];

export const attitudes = ['supports', 'neutral', 'opposes', 'unknown'] as const;
export type Attitude = (typeof attitudes)[number];

/** What the decision chain is judged by. */
export type ChainContact = {
  id: string;
  name: string;
  reportsToId: string | null;
  buyingRole: BuyingRole | null;
  influence: number | null;
  attitude: Attitude;
};

export const chainGapKinds = [
  'nobody_known',
  'no_decision_maker',
  'decision_maker_untouched',
  'decision_maker_opposes',
  'no_supporter',
  'line_broken',
  'no_technical_evaluator',
] as const;
export type ChainGap = { kind: (typeof chainGapKinds)[number]; names: string[] };

/** Those who decide first, then by influence. */
export function inOrderOfInfluence<C extends Pick<ChainContact, 'buyingRole' | 'influence'>>(
  contacts: readonly C[],
): C[] {
  const weight = (contact: C) => (contact.buyingRole === 'decision_maker' ? 10 : 0) + (contact.influence ?? 0);
  return contacts.toSorted((a, b) => weight(b) - weight(a));
}

/** What is missing in the decision chain, the gravest first. */
export function chainGaps(contacts: readonly ChainContact[]): ChainGap[] {
  if (!contacts.length) return [{ kind: 'nobody_known', names: [] }];
  const deciders = contacts.filter((c) => c.buyingRole === 'decision_maker');
  const gaps: ChainGap[] = [];
  const gap = (kind: ChainGap['kind'], whom: readonly ChainContact[] = []) =>
    gaps.push({ kind, names: whom.map((c) => c.name) });

  if (!deciders.length) gap('no_decision_maker');
  else if (deciders.every((c) => c.attitude === 'unknown')) gap('decision_maker_untouched', deciders);
  const opposing = deciders.filter((c) => c.attitude === 'opposes');
  if (opposing.length) gap('decision_maker_opposes', opposing);
  if (!contacts.some((c) => c.attitude === 'supports')) gap('no_supporter');
  const cut = cutOff(contacts, deciders);
  if (cut.length) gap('line_broken', cut);
  if (contacts.length > 2 && !contacts.some((c) => c.buyingRole === 'technical_evaluator'))
    gap('no_technical_evaluator');
  return gaps;
}

/** Heads of lines that lead to no decision maker, and people whose superior is no longer there. */
function cutOff(contacts: readonly ChainContact[], deciders: readonly ChainContact[]): ChainContact[] {
  const byId = new Map(contacts.map((c) => [c.id, c]));
  const top = (contact: ChainContact) => {
    const seen = new Set<string>();
    let at = contact;
    for (let boss = byId.get(at.reportsToId ?? ''); boss && !seen.has(boss.id); boss = byId.get(at.reportsToId ?? '')) {
      seen.add(at.id);
      at = boss;
    }
    return at.id;
  };
  const decided = new Set(deciders.map(top));
  return contacts.filter((c) => {
    if (c.reportsToId && !byId.has(c.reportsToId)) return true;
    return deciders.length > 0 && !c.reportsToId && !decided.has(c.id);
  });
}
