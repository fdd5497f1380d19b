export const importKinds = ['accounts', 'contacts', 'opportunities', 'visits', 'people', 'offerings'] as const;
export type ImportKind = (typeof importKinds)[number];

export const importModes = ['create', 'update', 'upsert'] as const;
export type ImportMode = (typeof importModes)[number];

/** uploaded → (mapped, previewed) → queued → running → done | failed; done → undoing → undone */
export const importStates = ['uploaded', 'queued', 'running', 'done', 'failed', 'undoing', 'undone'] as const;
export type ImportState = (typeof importStates)[number];

export const rowOutcomes = ['created', 'updated', 'unchanged', 'rejected', 'question'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];
