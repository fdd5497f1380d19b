import type { Audience } from '../bundles/eligibility';
import type { ProductLine } from '../offerings/rules';
import { linesOf, type Need } from './spoken';

/** What is kept of a customer that shapes a proposal: the four facets of tailoring, and what they are. */
export type Facets = {
  fundingPattern: string | null;
  organisationForm: string | null;
  managementStyle: string | null;
  marketingNetwork: string | null;
};

/** Something that can be sold: an offering, or a bundle with the product lines that lie in it. */
export type Sellable = Audience & {
  kind: 'offering' | 'bundle';
  id: string;
  name: string;
  nameEn: string | null;
  lines: readonly ProductLine[];
  /** The offerings it is or holds. */
  offeringIds: readonly string[];
  /** Made for one enterprise. */
  isOwn: boolean;
};

/** Why something is proposed, the weightiest first. `needId`: which need it answers; `facet`: which rule spoke. */
export type Reason =
  | { kind: 'need'; needId: string; text: string; latent: boolean }
  | { kind: 'facet'; rule: string }
  | { kind: 'own' }
  | { kind: 'industry' }
  | { kind: 'grows'; line: ProductLine };

type FacetRule = { id: string; facet: keyof Facets; is: readonly string[]; lines: readonly ProductLine[] };

/**
 * What a facet of a customer speaks for. A kept table: what is sold to whom is edited in the catalogue and in bundles;
 * here stands only what the four facets mean, in words the locales have under `solution.because.<id>`.
 */
export const facetRules: readonly FacetRule[] = [
  { id: 'branches', facet: 'organisationForm', is: ['headquarters_branches', 'divisional'], lines: ['private_line'] },
  { id: 'flat', facet: 'organisationForm', is: ['flat'], lines: ['cloud', 'voice'] },
  { id: 'central', facet: 'managementStyle', is: ['centralised', 'process_driven'], lines: ['private_line', 'security'] },
  { id: 'founder', facet: 'managementStyle', is: ['founder_led'], lines: ['internet', 'mobile'] },
  { id: 'outlets', facet: 'marketingNetwork', is: ['branches', 'dealers'], lines: ['private_line', 'video'] },
  { id: 'online', facet: 'marketingNetwork', is: ['online'], lines: ['cloud', 'security', 'voice'] },
  { id: 'public', facet: 'marketingNetwork', is: ['public_service'], lines: ['video', 'satellite', 'security'] },
  { id: 'export', facet: 'marketingNetwork', is: ['export'], lines: ['internet'] },
  { id: 'monthly', facet: 'fundingPattern', is: ['budget', 'special_fund'], lines: ['integration', 'security'] },
  { id: 'leasing', facet: 'fundingPattern', is: ['leasing', 'group_paid'], lines: ['cloud', 'private_line'] },
]; // biome-ignore format: one line a rule

/** What grows out of what a customer has already. */
const grows: Partial<Record<ProductLine, readonly ProductLine[]>> = {
  internet: ['security', 'cloud'],
  private_line: ['satellite', 'security'],
  cloud: ['security'],
  satellite: ['private_line'],
  voice: ['cloud'],
  video: ['cloud'],
};

const weights = { need: 40, latent: 25, facet: 8, own: 15, industry: 10, grows: 6 } as const;

export type Proposal = { of: Sellable; reasons: Reason[]; score: number };
export type Asking = {
  needs: readonly Need[];
  facets: Facets;
  /** What they hold: offerings, and of which lines these are. */
  heldOfferingIds: readonly string[];
  heldLines: readonly ProductLine[];
  industry: string | null;
};

/**
 * What to propose, the best first, each with its reasons. Only what the customer may buy is asked for here (`sold` is
 * chosen so); what they hold already is left out, and a bundle too unless it holds something new. Something nobody
 * asked for and no facet speaks for is never proposed. A bundle that answers the needs of several lines goes before
 * its parts.
 */
export function propose(asking: Asking, sold: readonly Sellable[], most = 5): Proposal[] {
  const proposals = sold.flatMap((of): Proposal[] => {
    if (of.offeringIds.length && of.offeringIds.every((id) => asking.heldOfferingIds.includes(id))) return [];
    const reasons = reasonsFor(asking, of);
    const answers = reasons.some(({ kind }) => kind === 'need' || kind === 'facet' || kind === 'grows');
    if (!answers) return [];
    return [{ of, reasons, score: scoreOf(reasons) + (of.kind === 'bundle' ? 5 : 0) }];
  });
  const ranked = proposals.sort((a, b) => b.score - a.score || (a.of.name < b.of.name ? -1 : 1));
  // of one line the two best are enough: five lines of internet are no choice
  const seen = new Map<string, number>();
  return ranked
    .filter(({ of }) => {
      if (of.kind === 'bundle') return true;
      const line = of.lines[0] ?? '';
      seen.set(line, (seen.get(line) ?? 0) + 1);
      return (seen.get(line) ?? 0) <= 2;
    })
    .slice(0, most);
}

function reasonsFor(asking: Asking, of: Sellable): Reason[] {
  const has = (lines: readonly ProductLine[]) => lines.some((line) => of.lines.includes(line));
  const grown = asking.heldLines.filter((line) => has(grows[line] ?? []) && !of.lines.includes(line));
  return [
    ...asking.needs
      .filter((need) => has(linesOf(need)))
      .map(({ id, text, kind }): Reason => ({ kind: 'need', needId: id, text, latent: kind === 'latent' })),
    ...(of.isOwn ? [{ kind: 'own' } as const] : []),
    ...(of.industries.length && of.industries.includes(asking.industry ?? '') ? [{ kind: 'industry' } as const] : []),
    ...facetRules
      .filter(({ facet, is, lines }) => is.includes(asking.facets[facet] ?? '') && has(lines))
      .map(({ id }): Reason => ({ kind: 'facet', rule: id })),
    ...grown.slice(0, 1).map((line): Reason => ({ kind: 'grows', line })),
  ];
}

/** Each need counts, the other reasons once of each kind but facets, of which two count. */
function scoreOf(reasons: readonly Reason[]): number {
  let facets = 0;
  return reasons.reduce((score, reason) => {
    if (reason.kind === 'need') return score + (reason.latent ? weights.latent : weights.need);
    if (reason.kind === 'facet') return ++facets > 2 ? score : score + weights.facet;
    return score + weights[reason.kind];
  }, 0);
}
