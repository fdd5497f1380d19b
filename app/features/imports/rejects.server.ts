import { stringify } from 'csv-stringify/sync';
import type { Context } from '~/core/context.server';
import type { Locale } from '~/core/locale';
import type { Translate } from '~/core/message';
import { translate } from '~/locales/translate.server';
import { safeCell } from './cells';
import { fieldText, type OwnNames, ownNames } from './own-fields';
import { listOwnFields } from './own-fields.server';
import type { ImportRow } from './plan.server';
import { listResults } from './queries.server';
import type { Problem } from './row';

const pageRows = 500;
const lineOf = (cells: string[]) => stringify([cells.map(safeCell)], { record_delimiter: '\r\n' });

/** A problem in words, with the field's name: `统一社会信用代码：校验位不符`. */
export function problemText(t: Translate, kind: ImportRow['kind'], { field, reason, value }: Problem, own: OwnNames) {
  const text = t.any(reason, { value: value ?? '' });
  return field ? t('imports.at_field', { field: fieldText(t, kind, field, own), text }) : text;
}

/** The rejected lines in the columns of the file, and behind them the reason and the row number; for any spreadsheet. */
export async function* rejectsCsv(ctx: Context, import_: ImportRow, locale: Locale): AsyncGenerator<string> {
  const t = translate(locale);
  const own = ownNames(await listOwnFields(ctx, import_.tenantId, import_.kind), locale);
  yield `\uFEFF${lineOf([...import_.header, t('imports.column_reason'), t('imports.column_row')])}`;
  let after: { value: number; id: string } | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listResults>> = await listResults(
      ctx,
      import_,
      ['rejected', 'question'],
      after,
      pageRows,
    );
    for (const row of page.rows) {
      const cells = import_.header.map((_, i) => row.cells?.[i] ?? '');
      const more = row.cells?.slice(import_.header.length) ?? [];
      const reason = row.problems.map((problem) => problemText(t, import_.kind, problem, own)).join('；');
      yield lineOf([...cells, reason, String(row.rowNumber + 1), ...more]);
    }
    const last = page.rows.at(-1);
    if (!page.more || !last) return;
    after = { value: last.rowNumber, id: last.id };
  }
}
