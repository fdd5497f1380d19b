export const tokenKinds = ['personal', 'service'] as const;
export type TokenKind = (typeof tokenKinds)[number];

/** What the interface offers, by the name in its addresses. */
export const resourceNames = [
  'accounts',
  'contacts',
  'opportunities',
  'stages',
  'visits',
  'interactions',
  'commitments',
  'leads',
  'quotes',
  'contracts',
  'offerings',
  'people',
  'webhooks',
  'enterprises',
  'sites',
  'needs',
  'attachments',
  'approvals',
  'comments',
  'goals',
  'forecasts',
  'courses',
  'certificates',
  'rewards',
  'bundles',
  'promotions',
  'units',
  'fields',
  'rules',
] as const;
export type ResourceName = (typeof resourceNames)[number];

/** Kept on pages that show more than a program can see: what a price or a rule would do, whom a course is for, a file's bytes. */
export const readOnly: readonly ResourceName[] = [
  'stages',
  'offerings',
  'people',
  'enterprises',
  'sites',
  'needs',
  'attachments',
  'forecasts',
  'courses',
  'certificates',
  'rewards',
  'bundles',
  'promotions',
  'units',
  'fields',
  'rules',
];

export const longestDays = 366;
/** A person may hold so many living tokens. */
export const mostTokens = 20;
