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
] as const;
export type ResourceName = (typeof resourceNames)[number];

/** Quotes and contracts are made on their pages; pipelines, people and the catalogue are kept by others. */
export const readOnly: readonly ResourceName[] = ['stages', 'quotes', 'contracts', 'offerings', 'people'];

export const longestDays = 366;
/** A person may hold so many living tokens. */
export const mostTokens = 20;
