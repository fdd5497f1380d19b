import { type ChainContact, inOrderOfInfluence } from './rules';

export type Levelled<C> = { contact: C; level: number };

/**
 * The chain as a list: everybody below whom they report to, one level further in; the decision makers and the most
 * influential first. Somebody whose superior is not there stands at the top.
 */
export function chainLevels<C extends Pick<ChainContact, 'id' | 'reportsToId' | 'buyingRole' | 'influence'>>(
  contacts: readonly C[],
): Levelled<C>[] {
  const known = new Set(contacts.map((contact) => contact.id));
  const sorted = inOrderOfInfluence(contacts);
  const listed: Levelled<C>[] = [];
  const seen = new Set<string>();
  const list = (contact: C, level: number) => {
    if (seen.has(contact.id)) return;
    seen.add(contact.id);
    listed.push({ contact, level });
    for (const below of sorted) if (below.reportsToId === contact.id) list(below, level + 1);
  };
  for (const contact of sorted) if (!contact.reportsToId || !known.has(contact.reportsToId)) list(contact, 0);
  for (const contact of sorted) list(contact, 0); // a circle from before it was refused
  return listed;
}
