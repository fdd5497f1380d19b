import type { Buyer } from '~/features/bundles/eligibility';

type Part = { id: string; usual: number };
/** Sites of one kind: so many of them, each with so many of each component. */
export type Kind = { sites: number; quantities: Record<string, number> };

export const mostKinds = 3;
const mostSites = 200;

const whole = (text: string | null, usual: number) =>
  text !== null && /^\d{1,4}$/.test(text.trim()) ? Number(text) : usual;

/** `sites` and each component's id for the first kind of site, `sites.2` and `id.2` for the second. */
export const nameOf = (name: string, kind: number) => (kind === 0 ? name : `${name}.${kind + 1}`);

/** What is tried out, as the address says it. */
export function readTrial(search: URLSearchParams, parts: readonly Part[], heldOfferingId: string | null) {
  const count = Math.min(mostKinds, Math.max(1, whole(search.getAll('kinds').at(-1) ?? null, 1)));
  const kinds = Array.from(
    { length: count },
    (_, kind): Kind => ({
      sites: Math.min(mostSites, Math.max(1, whole(search.get(nameOf('sites', kind)), 1))),
      quantities: Object.fromEntries(parts.map(({ id, usual }) => [id, whole(search.get(nameOf(id, kind)), usual)])),
    }),
  );
  const buyer: Buyer = {
    regionCode: search.get('region') || null,
    industry: search.get('industry') || null,
    grade: search.get('grade') || null,
    heldOfferingIds: heldOfferingId && search.get('holds') ? [heldOfferingId] : [],
  };
  return {
    kinds,
    sites: kinds.flatMap(({ sites, quantities }, kind) =>
      Array.from({ length: sites }, () => ({ name: String(kind + 1), quantities })),
    ),
    buyer,
    /** Whether a customer was described at all. */
    isAsked: ['region', 'industry', 'grade', 'holds'].some((name) => search.get(name)),
  };
}
