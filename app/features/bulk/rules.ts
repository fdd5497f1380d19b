/** What was changed in many records at once. */
export const bulkKinds = ['owner', 'close_date', 'next_step', 'stage', 'accounts'] as const;
export type BulkKind = (typeof bulkKinds)[number];
