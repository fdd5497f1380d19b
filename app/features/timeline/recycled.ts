export const recycleKinds = ['account', 'contact', 'opportunity', 'visit'] as const;
export type RecycleKind = (typeof recycleKinds)[number];

/** Days a deleted record can be brought back. */
export const keptDays = 30;
