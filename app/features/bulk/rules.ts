/** What was changed in many records at once; `fields`: whatever a program sent. */
export const bulkKinds = ['owner', 'close_date', 'next_step', 'stage', 'accounts', 'fields'] as const;
export type BulkKind = (typeof bulkKinds)[number];
