import type { LeadPolicy, LeadRule } from './rules';

/** What rules ask about a lead. */
export type LeadFacts = Pick<LeadRule, 'regionCode' | 'industry' | 'line'> & { source: string };

/** `330100` lies in `330000`: trailing pairs of zeros mean the whole above. */
const liesIn = (code: string | null, region: string) => code?.startsWith(region.replace(/(?:00){1,2}$/, '')) === true;

/** Sections hold divisions; `sectionOf` tells which. */
const isOf = (industry: string | null, wanted: string, sectionOf: (code: string) => string | null) =>
  industry !== null && (industry === wanted || sectionOf(industry) === wanted);

/** The first rule that means the lead. */
export function ruleFor(rules: LeadRule[], lead: LeadFacts, sectionOf: (code: string) => string | null) {
  return (
    rules.find(
      (rule) =>
        (rule.regionCode === null || liesIn(lead.regionCode, rule.regionCode)) &&
        (rule.industry === null || isOf(lead.industry, rule.industry, sectionOf)) &&
        (rule.line === null || rule.line === lead.line) &&
        (rule.source === null || rule.source === lead.source),
    ) ?? null
  );
}

export type Taker = { personId: string; name: string; openLeads: number; lastAt: string | null };

/** Who of a unit gets it: the one named if able, else whoever has the fewest open leads, and longest had none. */
export function takerOf(
  takers: Taker[],
  rule: Pick<LeadRule, 'personId'> | null,
  policy: Pick<LeadPolicy, 'capacity'>,
) {
  const able = takers.filter((taker) => taker.openLeads < policy.capacity);
  const named = able.find((taker) => taker.personId === rule?.personId);
  if (named) return named;
  const [first] = able.toSorted(
    (a, b) =>
      a.openLeads - b.openLeads ||
      (a.lastAt ?? '').localeCompare(b.lastAt ?? '') ||
      a.personId.localeCompare(b.personId),
  );
  return first ?? null;
}
