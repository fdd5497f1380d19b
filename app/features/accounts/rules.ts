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
