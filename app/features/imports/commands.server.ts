import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import { imports, settings } from '#drizzle/schema';
import { type Context, inTransaction } from '~/core/context.server';
import { enqueue } from '~/core/jobs.server';
import { record } from '~/core/journal.server';
import { ok, type Result, refused } from '~/core/result';
import { requireImport } from './access.server';
import { lookThrough } from './check.server';
import type { Configuration, Upload } from './input';
import { importSubject, onlyImport } from './key.server';
import { guessMapping, layoutKey, mappingOf, missingFields, onlyNewFields } from './mapping';
import { ownImportFields } from './own-fields';
import { listOwnFields } from './own-fields.server';
import { type ImportRow, listTargetUnits } from './plan.server';
import { readQuestions } from './preview.server';
import { findImport, lockImport } from './queries.server';
import { readHeader } from './reading/csv.server';
import {
  type Answers,
  canConfigure,
  canStart,
  canUndo,
  delimiters,
  isDelimiter,
  keyFields,
  leavingOpen,
  mostColumns,
  openQuestions,
  usualKey,
} from './rules';
import { withSheet } from './sheet.server';
import { layoutOf, type StoredFile, storedPath } from './store.server';

type Remembered = { mapping?: Record<string, number>; mode?: ImportRow['mode']; keyField?: string };

async function remembered(ctx: Context, tenantId: number, key: string): Promise<Remembered> {
  const rows = await ctx.db.execute<{ value: Remembered | string }>(
    sql`select value from settings where tenant_id = ${tenantId} and key = ${key}`,
  );
  const value = rows[0]?.value ?? {};
  return typeof value === 'string' ? (JSON.parse(value) as Remembered) : value;
}

const headerFault = (header: string[]) =>
  header.every((name) => !name)
    ? 'imports.file_no_header'
    : header.length > mostColumns
      ? 'imports.file_columns'
      : null;

/** Takes in a file already stored: reads its heading, maps it as last time or by its words, and looks it through. */
export async function createImport(
  ctx: Context,
  input: Upload,
  file: StoredFile & { name: string },
): Promise<Result<{ id: string }>> {
  requireImport(ctx.actor, input.kind);
  const before = await findImport(ctx, input.id);
  if (before) return ok({ id: before.id });
  const unit = (await listTargetUnits(ctx)).find(({ id }) => id === input.unitId);
  if (!unit) return refused('invalid', { fields: { unitId: 'error.choose' } });
  const { names: header } = await readHeader(storedPath(file.storedAs), file);
  const fault = headerFault(header);
  if (fault) return refused('invalid', { fields: { file: fault } });
  return inTransaction(ctx, async (ctx) => {
    const known = await remembered(ctx, unit.tenantId, layoutKey(input.kind, header));
    const own = await ownOf(ctx, { tenantId: unit.tenantId, kind: input.kind });
    const mapping = known.mapping ?? guessMapping(input.kind, header, own);
    const row = {
      tenantId: unit.tenantId,
      id: input.id,
      unitId: unit.id,
      ownerId: ctx.actor.personId,
      kind: input.kind,
      mode: known.mode ?? ('upsert' as const),
      fileName: file.name.replaceAll('\u0000', '').slice(0, 200),
      storedAs: file.storedAs,
      fileBytes: file.bytes,
      fileHash: file.hash,
      encoding: file.encoding,
      delimiter: file.delimiter,
      header,
      mapping,
      keyField: known.keyField ?? usualKey(input.kind, mapping),
      createdAt: ctx.now,
    };
    const [made] = await ctx.db.insert(imports).values(row).onConflictDoNothing().returning();
    if (!made) return ok({ id: input.id });
    await lookThrough(ctx, made);
    await record(ctx, 'import.uploaded', importSubject(made), {
      after: { kind: made.kind, fileName: made.fileName, bytes: made.fileBytes, hash: made.fileHash },
    });
    return ok({ id: made.id });
  });
}

/** Sets what a column means, how rows are found and what near matches stand for, and looks the file through again unless it starts now. */
export function configureImport(
  ctx: Context,
  id: string,
  input: Configuration,
  { look = true } = {},
): Promise<Result<{ id: string; version: number; again?: true }>> {
  return withSheet(ctx, id, input.sheet, (storedAs) => configureFrom(ctx, id, input, storedAs, look));
}

function configureFrom(
  ctx: Context,
  id: string,
  input: Configuration,
  storedAs: string | null,
  look: boolean,
): Promise<Result<{ id: string; version: number; again?: true }>> {
  return inTransaction(ctx, async (ctx) => {
    const import_ = await lockImport(ctx, id);
    requireImport(ctx.actor, import_.kind);
    if (!canConfigure(import_.state)) return refused('imports.already_started');
    if (import_.version !== input.version) return refused('stale');
    const delimiter = chosenDelimiter(input) ?? import_.delimiter ?? ',';
    if (!isDelimiter(delimiter)) return refused('invalid', { fields: { ownDelimiter: 'imports.delimiter_one' } });
    const layout = {
      encoding: input.encoding ?? import_.encoding,
      delimiter,
      storedAs: storedAs ?? import_.storedAs,
    };
    if (!isDeepStrictEqual(layout, layoutPicked(import_))) return readAnew(ctx, import_, layout);
    const mapping = mappingOf(import_.kind, input.columns, await ownOf(ctx, import_));
    if (!mapping) return refused('invalid', { fields: { columns: 'imports.mapped_twice' } });
    const keyField = keyFields[import_.kind].find((field) => field === input.keyField);
    if (!keyField) return refused('invalid', { fields: { keyField: 'error.choose' } });
    const units = await listTargetUnits(ctx, import_.tenantId);
    if (!units.some(({ id }) => id === input.unitId)) return refused('invalid', { fields: { unitId: 'error.choose' } });
    const answers: Answers = {};
    for (const { field, text, choice } of input.answers) {
      answers[field] = { ...answers[field], [text]: choice === 'create' ? null : choice };
    }
    const settings = { mode: input.mode, keyField, unitId: input.unitId, mapping };
    const changed = {
      ...settings,
      answers: input.leaveOpen ? leavingOpen(answers) : answers,
      version: import_.version + 1,
      // what was looked through under other settings tells nothing about these
      ...(!isDeepStrictEqual(settings, pick(import_)) && { rowCount: null }),
    };
    await ctx.db.update(imports).set(changed).where(onlyImport(import_));
    if (look) await lookThrough(ctx, { ...import_, ...changed });
    return ok({ id, version: changed.version });
  });
}

const chosenDelimiter = ({ delimiter, ownDelimiter }: Configuration) =>
  delimiter === 'other' ? (ownDelimiter ?? '') : delimiter && delimiters[delimiter];
const layoutPicked = ({ encoding, delimiter, storedAs }: ImportRow) => ({ encoding, delimiter, storedAs });

const ownOf = async (ctx: Context, { tenantId, kind }: Pick<ImportRow, 'tenantId' | 'kind'>) =>
  ownImportFields(await listOwnFields(ctx, tenantId, kind));

const pick = ({ mode, keyField, unitId, mapping }: ImportRow) => ({ mode, keyField, unitId, mapping });

/** The file is read in another way than was guessed: what stood in it before means nothing any more. */
async function readAnew(
  ctx: Context,
  import_: ImportRow,
  layout: Pick<ImportRow, 'encoding' | 'delimiter' | 'storedAs'>,
): Promise<Result<{ id: string; version: number; again: true }>> {
  const { names: header } = await readHeader(storedPath(layout.storedAs), layoutOf(layout));
  const fault = headerFault(header);
  const field = layout.storedAs === import_.storedAs ? 'encoding' : 'sheet';
  if (fault) return refused('invalid', { fields: { [field]: fault } });
  const known = await remembered(ctx, import_.tenantId, layoutKey(import_.kind, header));
  const mapping = known.mapping ?? guessMapping(import_.kind, header, await ownOf(ctx, import_));
  const keyField = known.keyField ?? usualKey(import_.kind, mapping);
  const changed = { ...layout, header, mapping, keyField, answers: {}, rowCount: null, version: import_.version + 1 };
  await ctx.db.update(imports).set(changed).where(onlyImport(import_));
  await lookThrough(ctx, { ...import_, ...changed });
  return ok({ id: import_.id, version: changed.version, again: true });
}

/** Hands the import to the worker and remembers its mapping for the next file of this layout. */
export function startImport(ctx: Context, id: string, version: number): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    const import_ = await lockImport(ctx, id);
    requireImport(ctx.actor, import_.kind);
    if (!canStart(import_.state)) return ok({ id }); // sent twice
    if (import_.version !== version) return refused('stale');
    const own = await ownOf(ctx, import_);
    const missing = missingFields(import_.kind, import_.mapping, import_.mode, import_.keyField ?? '', own);
    if (missing.length) return refused('imports.fields_missing', { details: missing });
    const fresh = import_.state === 'uploaded';
    const onlyNew = import_.mode === 'update' ? onlyNewFields(import_.kind, import_.mapping) : [];
    if (onlyNew.length) return refused('imports.fields_only_new', { details: onlyNew });
    const open = fresh ? openQuestions(import_.answers, await readQuestions(import_)) : 0;
    if (open) return refused('imports.questions_open', { params: { n: open } });
    const reset = { doneRows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, questions: 0 };
    await ctx.db
      .update(imports)
      .set({ state: 'queued', failure: null, finishedAt: null, version: version + 1, ...(fresh && reset) })
      .where(onlyImport(import_));
    const { kind, mapping, mode, keyField, tenantId } = import_;
    const memory = {
      tenantId,
      key: layoutKey(kind, import_.header),
      value: { mapping, mode, keyField },
      updatedAt: ctx.now,
    };
    await ctx.db
      .insert(settings)
      .values(memory)
      .onConflictDoUpdate({
        target: [settings.tenantId, settings.key],
        set: { value: memory.value, updatedAt: ctx.now },
      });
    await record(ctx, 'import.started', importSubject(import_), {
      after: { kind, mode, keyField, fileName: import_.fileName },
    });
    await enqueueFor(ctx, 'import.run', import_);
    return ok({ id });
  });
}

export function startUndo(ctx: Context, id: string, version: number): Promise<Result<{ id: string }>> {
  return inTransaction(ctx, async (ctx) => {
    const import_ = await lockImport(ctx, id);
    requireImport(ctx.actor, import_.kind);
    if (import_.state === 'undoing' || import_.state === 'undone') return ok({ id }); // sent twice
    if (!canUndo(import_)) return refused('imports.nothing_to_undo');
    if (import_.version !== version) return refused('stale');
    await ctx.db
      .update(imports)
      .set({ state: 'undoing', failure: null, undone: 0, version: version + 1 })
      .where(onlyImport(import_));
    await enqueueFor(ctx, 'import.undo', import_);
    return ok({ id });
  });
}

const enqueueFor = (ctx: Context, task: string, { tenantId, id }: ImportRow) =>
  enqueue(ctx, task, { tenantId, id, personId: ctx.actor.personId, role: ctx.actor.role }, `${task}:${id}`);
