export const searchKinds = ['account', 'contact', 'opportunity', 'visit', 'person'] as const;
export type SearchKind = (typeof searchKinds)[number];

export type SearchItem = { id: string; title: string; sub?: string; to: string };
export type SearchGroup = { kind: SearchKind; items: SearchItem[] };

/** The palette shows so many of each kind, the page more. */
export const perKind = { palette: 6, page: 30 } as const;
