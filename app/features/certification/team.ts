/** What a deal asks of those who work on it: a certificate to hold, or a product line to know. */
export type Skill = { kind: 'certificate' | 'line'; key: string };
export const skillId = ({ kind, key }: Skill) => `${kind}:${key}`;

export type Candidate = {
  id: string;
  name: string;
  title: string | null;
  unit: string;
  isOnTeam: boolean;
  /** Ids of the skills the person has. */
  skills: string[];
  /** Open deals and visits of the next two weeks. */
  deals: number;
  visits: number;
  /** Steps through the tree of units between the person's and the account's. */
  distance: number;
  /** From the nearest customer they serve or have visited in ninety days; null where places are not known. */
  km: number | null;
  /** Visits to this customer in two years, and deals won in its industry. */
  visitsHere: number;
  wonInIndustry: number;
};

/**
 * Lower is better: how far, how busy, less for who knows the customer. Ten kilometres weigh like an open deal, at most
 * like thirty; where nobody knows the places, a step between units weighs like five.
 */
export const burden = ({ deals, visits, distance, km, visitsHere, wonInIndustry }: Candidate) =>
  (km === null ? distance * 5 : Math.min(km, 300) / 10) +
  deals +
  visits * 0.5 -
  Math.min(visitsHere, 6) -
  Math.min(wonInIndustry, 5);

/**
 * The smallest team that covers what the team of today lacks, near enough: each time the person with most of what is
 * still missing, among equals whoever it burdens least. `uncovered` is what nobody has.
 */
export function proposeTeam(skills: Skill[], candidates: Candidate[]) {
  const has = new Set(candidates.filter(({ isOnTeam }) => isOnTeam).flatMap(({ skills }) => skills));
  const missing = new Set(skills.map(skillId).filter((id) => !has.has(id)));
  const free = candidates.filter(({ isOnTeam }) => !isOnTeam);
  const chosen: { candidate: Candidate; covers: string[] }[] = [];
  while (missing.size) {
    let best: { candidate: Candidate; covers: string[] } | null = null;
    for (const candidate of free) {
      const covers = candidate.skills.filter((id) => missing.has(id));
      if (!covers.length || chosen.some((one) => one.candidate.id === candidate.id)) continue;
      const gain = covers.length - (best?.covers.length ?? 0);
      const isLighter = best !== null && gain === 0 && burden(candidate) < burden(best.candidate);
      if (best === null || gain > 0 || isLighter) best = { candidate, covers };
    }
    if (!best) break;
    chosen.push(best);
    for (const id of best.covers) missing.delete(id);
  }
  return { chosen, uncovered: [...missing], alreadyCovered: skills.map(skillId).filter((id) => has.has(id)) };
}

/** Everybody else with something of use, the most useful first. */
export const alternatives = (skills: Skill[], candidates: Candidate[], chosen: ReadonlySet<string>) => {
  const asked = new Set(skills.map(skillId));
  const use = (one: Candidate) => one.skills.filter((id) => asked.has(id)).length;
  return candidates
    .filter((one) => !one.isOnTeam && !chosen.has(one.id) && use(one) > 0)
    .sort((a, b) => use(b) - use(a) || burden(a) - burden(b) || a.id.localeCompare(b.id))
    .slice(0, 6);
};
