export const importKinds = ['accounts', 'contacts', 'opportunities', 'visits', 'people', 'offerings'] as const;
export type ImportKind = (typeof importKinds)[number];

export const importModes = ['create', 'update', 'upsert'] as const;
export type ImportMode = (typeof importModes)[number];

/** uploaded → (mapped, previewed) → queued → running → done | failed (stopped by somebody, or by itself); done → undoing → undone */
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

/** What a text file may be written in, and what may stand between its cells; both are recognised and can be corrected. */
export const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];
export const delimiters = { comma: ',', semicolon: ';', tab: '\t', pipe: '|', wide_comma: '，' } as const;
export const delimiterNames = ['comma', 'semicolon', 'tab', 'pipe', 'wide_comma'] as const;
/** What the form offers: the usual ones, and one of the file's own. */
export const delimiterChoices = [...delimiterNames, 'other'] as const;
export const delimiterName = (delimiter: string) =>
  delimiterNames.find((name) => delimiters[name] === delimiter) ?? ('other' as const);
/** Whether one character may stand between cells: not what cells are quoted by or rows end with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL stands in no text
export const isDelimiter = (text: string) => text.length === 1 && !/["\r\n\u0000\ud800-\udfff]/.test(text);

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
/** An undo is not stopped: half taken back would be neither one nor the other. */
export const canStop = (state: ImportState) => state === 'queued' || state === 'running';
/** Why an import that somebody stopped says it is not done. */
export const stoppedByHand = 'imports.failure_stopped';
export const canConfigure = (state: ImportState) => state === 'uploaded';
export const canStart = (state: ImportState) => state === 'uploaded' || state === 'failed';
/** A failed import may be undone too: what it had written until then is there. */
export const canUndo = (import_: { state: ImportState; created: number; updated: number }) =>
  (import_.state === 'done' || import_.state === 'failed') && import_.created + import_.updated > 0;

/** What a person may answer to an offered near match, besides the id of an existing row; `null` stands for "create". */
export const leftRejected = 'reject';
export const undecided = '';
export type Answers = Record<string, Record<string, string | null>>;

/** Under this name stands what was said of all questions without an answer of their own: they stay out. */
const others = '*';
export const leavesOpen = (answers: Answers) => answers[others]?.[others] === leftRejected;
export const leavingOpen = (answers: Answers): Answers => ({ ...answers, [others]: { [others]: leftRejected } });

/** Questions nobody has answered yet. */
export const isOpen = (answers: Answers, { field, text }: { field: string; text: string }) =>
  answers[field]?.[text] === undefined || answers[field][text] === undecided;

/** Near matches a person has to decide before anything is written; what is merely not understood is refused row by row. */
export const openQuestions = (answers: Answers, asked: readonly { field: string; text: string; near: boolean }[]) =>
  leavesOpen(answers) ? 0 : asked.filter((question) => question.near && isOpen(answers, question)).length;

/** How many rows a file has, judged from the rows read so far. */
export const estimateRows = (fileBytes: number, readBytes: number, readRows: number) =>
  readBytes === 0 ? 0 : Math.max(readRows, Math.round((fileBytes / readBytes) * readRows));
