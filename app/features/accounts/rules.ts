export const accountKinds = ['government', 'public_institution', 'state_owned', 'private', 'foreign'] as const;
export type AccountKind = (typeof accountKinds)[number];

export const grades = ['A', 'B', 'C', 'D'] as const;
export type Grade = (typeof grades)[number];

/** The four facets that shape a tailored plan (A1), each a short code with words in the locales. */
export const fundingPatterns = ['budget', 'self_raised', 'group_paid', 'special_fund', 'leasing', 'mixed'] as const;
export type FundingPattern = (typeof fundingPatterns)[number];
export const organisationForms = ['functional', 'divisional', 'matrix', 'headquarters_branches', 'flat'] as const;
export type OrganisationForm = (typeof organisationForms)[number];
export const managementStyles = ['centralised', 'delegated', 'collective', 'founder_led', 'process_driven'] as const;
export type ManagementStyle = (typeof managementStyles)[number];
export const marketingNetworks = ['direct', 'branches', 'dealers', 'online', 'public_service', 'export'] as const;
export type MarketingNetwork = (typeof marketingNetworks)[number];

/** By change, by name, by last visit: `visit` begins with those never visited, `-visit` ends with them. */
export const accountSorts = ['-updated', 'updated', 'name', '-name', 'visit', '-visit'] as const;
export type AccountSort = (typeof accountSorts)[number];

/** "Not visited for so many days", as the register offers it. */
export const quietChoices = [30, 60, 90, 180, 365] as const;

/** Facts that are changed one by one on the account page. */
export const accountFacts = [
  'name', 'shortName', 'creditCode', 'kind', 'grade', 'industry', 'regionCode', 'address', 'phone', 'website',
  'registeredCapitalFen', 'annualRevenueFen', 'monthlyRevenueFen', 'headcount', 'foundedYear', 'fundingPattern',
  'organisationForm', 'managementStyle', 'marketingNetwork', 'tailoringNote',
] as const; // biome-ignore format: one block
export type AccountFact = (typeof accountFacts)[number];

/** An account may not lie below itself: `above` gives the parent of each account on the way up. */
export function makesCircle(accountId: string, parentId: string, above: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>();
  for (let at: string | null | undefined = parentId; at && !seen.has(at); at = above.get(at)) {
    if (at === accountId) return true;
    seen.add(at);
  }
  return false;
}
