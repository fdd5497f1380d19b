import type { Context } from '~/core/context.server';
import { readCursor, writeCursor } from '~/core/paging';
import { importFields } from '~/features/imports/fields';
import { missingFields, onlyNewFields } from '~/features/imports/mapping';
import { ownImportFields, ownNames } from '~/features/imports/own-fields';
import { listOwnFields } from '~/features/imports/own-fields.server';
import { type ImportRow, listTargetUnits } from '~/features/imports/plan.server';
import { type PreviewRow, previewImport, readQuestions } from '~/features/imports/preview.server';
import { listResults } from '~/features/imports/queries.server';
import { readHeader } from '~/features/imports/reading/csv.server';
import type { Question } from '~/features/imports/row';
import {
  canConfigure,
  delimiterName,
  isBusy,
  keyFields,
  leavesOpen,
  openQuestions,
  type RowOutcome,
  usualKey,
} from '~/features/imports/rules';
import { isStored, layoutOf, readSheets, storedPath } from '~/features/imports/store.server';
import { unitOptions } from '~/features/people/unit-options';

const left = ['rejected', 'question'] as const satisfies RowOutcome[];
const noted = ['rejected', 'question', 'created', 'updated', 'unchanged'] as const satisfies RowOutcome[];

/** Why an undo left a row alone. */
const kept = ['changed_since', 'in_use', 'owner_kept', 'role_kept'].map((why) => `imports.problem.${why}`);
const keptOutcomes = ['created', 'updated'] as const satisfies RowOutcome[];

/** What the page shows depends on how far the import is: the settings and a preview before, the results after. */
export async function loadImportPage(ctx: Context, import_: ImportRow, search: URLSearchParams) {
  const before = canConfigure(import_.state);
  const after = !before && !isBusy(import_.state);
  const isLost = before && !(await isStored(import_.storedAs));
  const all = search.get('rows') === 'all';
  const [preview, questions, layout, units, ownFields, results] = await Promise.all([
    before && !isLost ? previewImport(ctx, import_) : ([] as PreviewRow[]),
    before && !isLost ? readQuestions(import_) : ([] as Question[]),
    describeLayout(import_),
    before ? listTargetUnits(ctx, import_.tenantId) : [],
    listOwnFields(ctx, import_.tenantId, import_.kind),
    after
      ? listResults(
          ctx,
          import_,
          import_.state === 'undone' ? keptOutcomes : all ? noted : left,
          readCursor(search.get('after')),
        )
      : { rows: [], more: false },
  ]);
  const { id, kind, mode, state, fileName, fileBytes, encoding, delimiter, header, mapping, answers, unitId, version } =
    import_;
  const { created, updated, unchanged, rejected, questions: asked, doneRows, rowCount } = import_;
  const failure = isLost ? 'imports.failure_file' : import_.failure;
  const keyField = import_.keyField ?? usualKey(kind, mapping);
  const last = results.rows.at(-1);
  const shown = results.rows.filter(
    ({ problems }) => import_.state !== 'undone' || problems.some(({ reason }) => kept.includes(reason)),
  );
  return {
    import_: {
      id, kind, mode, state, fileName, fileBytes, encoding, delimiter, header, mapping, answers, unitId, version, keyField,
      created, updated, unchanged, rejected, asked, doneRows, rowCount, undone: import_.undone, failure,
    }, // biome-ignore format: two lines of columns
    layout,
    preview,
    questions,
    open: openQuestions(answers, questions),
    leaveOpen: leavesOpen(answers),
    onlyNew: mode === 'create' ? [] : onlyNewFields(kind, mapping),
    units: unitOptions(units),
    own: ownNames(ownFields, ctx.actor.locale),
    fields: [...importFields[kind], ...ownImportFields(ownFields)].map(({ name, required }) => ({
      name,
      required: required ?? false,
    })),
    keys: [...keyFields[kind]],
    missing: missingFields(kind, mapping, mode, keyField, ownImportFields(ownFields)),
    results: shown.map(({ id, rowNumber, outcome, problems, cells }) => ({
      id,
      rowNumber,
      outcome,
      problems,
      cells: (cells ?? []).slice(0, 6).map((cell) => cell.slice(0, 60)),
    })),
    allRows: all,
    after: results.more && last ? writeCursor({ value: last.rowNumber, id: last.id }) : null,
  };
}

/** How the file is being read. */
async function describeLayout(import_: ImportRow) {
  const how = layoutOf(import_);
  const [{ names, sheet }, header] = await Promise.all([
    readSheets(import_.storedAs),
    readHeader(storedPath(import_.storedAs), how).catch(() => ({ line: 1 })), // gone: the job will say so
  ]);
  const delimiter = delimiterName(how.delimiter);
  const ownDelimiter = delimiter === 'other' ? how.delimiter : '';
  return { encoding: how.encoding, delimiter, ownDelimiter, sheets: names, sheet, headerLine: header.line };
}

export type ImportPage = Awaited<ReturnType<typeof loadImportPage>>;
