import type { ChainContact } from './rules';

export type Placed<C> = { contact: C; x: number; y: number };
export type ChainLayout<C> = {
  nodes: Placed<C>[];
  links: { from: Placed<C>; to: Placed<C> }[];
  columns: number;
  rows: number;
};

/**
 * Places people by who reports to whom: superiors above the middle of their people, the most influential first.
 * Positions are in columns and rows; somebody whose superior is not there stands at the top.
 */
export function layoutChain<C extends ChainContact>(contacts: readonly C[]): ChainLayout<C> {
  const byId = new Map(contacts.map((c) => [c.id, c]));
  const below = new Map<string | null, C[]>();
  for (const contact of contacts) {
    const boss = contact.reportsToId && byId.has(contact.reportsToId) ? contact.reportsToId : null;
    below.set(boss, [...(below.get(boss) ?? []), contact]);
  }
  for (const people of below.values()) people.sort((a, b) => (b.influence ?? 0) - (a.influence ?? 0));

  const nodes: Placed<C>[] = [];
  const links: ChainLayout<C>['links'] = [];
  const placed = new Set<string>();
  let next = 0;
  const place = (contact: C, y: number): Placed<C> => {
    placed.add(contact.id);
    const mine = (below.get(contact.id) ?? []).filter((c) => !placed.has(c.id)).map((c) => place(c, y + 1));
    const first = mine[0];
    const last = mine.at(-1);
    const node = { contact, x: first && last ? (first.x + last.x) / 2 : next++, y };
    nodes.push(node);
    for (const to of mine) links.push({ from: node, to });
    return node;
  };
  for (const head of below.get(null) ?? []) place(head, 0);
  for (const contact of contacts) if (!placed.has(contact.id)) place(contact, 0); // a circle from before it was refused
  return { nodes, links, columns: next, rows: Math.max(0, ...nodes.map((node) => node.y + 1)) };
}
