export const recycleKinds = [
  'account',
  'contact',
  'opportunity',
  'visit',
  'interaction',
  'file',
  'move',
  'comment',
] as const;
export type RecycleKind = (typeof recycleKinds)[number];

/** Days a deleted record can be brought back. */
export const keptDays = 30;
