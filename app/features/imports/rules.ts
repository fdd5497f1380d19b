export const importKinds = ['accounts', 'contacts', 'opportunities', 'visits', 'people', 'offerings'] as const;
export type ImportKind = (typeof importKinds)[number];

export const importModes = ['create', 'update', 'upsert'] as const;
export type ImportMode = (typeof importModes)[number];

/** uploaded → (mapped, previewed) → queued → running → done | failed; done → undoing → undone */
export const importStates = ['uploaded', 'queued', 'running', 'done', 'failed', 'undoing', 'undone'] as const;
export type ImportState = (typeof importStates)[number];

export const rowOutcomes = ['created', 'updated', 'unchanged', 'rejected', 'question'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

/** Rows read, checked and written in one transaction: large enough to be quick, small enough to repeat. */
export const batchRows = 1000;
export const previewRows = 20;
/** How many rows are looked through for near matches before the start; later ones become questions in the result. */
export const scannedRows = 50_000;
export const mostColumns = 500;
export const mostQuestions = 200;
export const mostBytes = 200 * 1024 * 1024;

/** Fields that can find the row a line of the file is about; the first is the usual one. */
export const keyFields: Record<ImportKind, readonly [string, ...string[]]> = {
  accounts: ['creditCode', 'externalKey', 'name'],
  contacts: ['name', 'mobile', 'email', 'externalKey'],
  opportunities: ['externalKey', 'title'],
  visits: ['plannedAt', 'externalKey'],
  people: ['email'],
  offerings: ['code'],
};

/** The key to start with: the first that the file has a column for. */
export const usualKey = (kind: ImportKind, mapping: Record<string, number>) =>
  keyFields[kind].find((field) => mapping[field] !== undefined) ?? keyFields[kind][0];

export const isBusy = (state: ImportState) => state === 'queued' || state === 'running' || state === 'undoing';
export const canConfigure = (state: ImportState) => state === 'uploaded';
export const canStart = (state: ImportState) => state === 'uploaded' || state === 'failed';
/** A failed import may be undone too: what it had written until then is there. */
export const canUndo = (import_: { state: ImportState; created: number; updated: number }) =>
  (import_.state === 'done' || import_.state === 'failed') && import_.created + import_.updated > 0;

/** What a person may answer to an offered near match, besides the id of an existing row; `null` stands for "create". */
export const leftRejected = 'reject';
export const undecided = '';
export type Answers = Record<string, Record<string, string | null>>;

/** Questions nobody has answered yet. */
export const openQuestions = (answers: Answers) =>
  Object.values(answers).reduce((n, byText) => n + Object.values(byText).filter((a) => a === undecided).length, 0);

/** How many rows a file has, judged from the rows read so far. */
export const estimateRows = (fileBytes: number, readBytes: number, readRows: number) =>
  readBytes === 0 ? 0 : Math.max(readRows, Math.round((fileBytes / readBytes) * readRows));
