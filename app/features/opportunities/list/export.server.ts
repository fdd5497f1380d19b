import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import type { Context } from '~/core/context.server';
import { wallClock } from '~/core/dates';
import type { Locale } from '~/core/locale';
import type { Translate } from '~/core/message';
import { type CustomExport, customExport } from '../../custom-fields/export-columns.server';
import type { Sort } from '../rules';
import { type Stage, stageName } from '../rules';
import type { readAsk } from './load.server';
import { listOpportunities } from './page.server';
import type { OpportunityRow } from './rows.server';

export const xlsxRows = 50_000;
const pageRows = 1000;

type Ask = Awaited<ReturnType<typeof readAsk>> & { sort: Sort };
type Words = { t: Translate; locale: Locale };
type Cell = string | number | null;
type Column = { header: string; cell: (row: OpportunityRow) => Cell; width: number };

function columnsOf(stages: Stage[], own: CustomExport[], { t, locale }: Words): Column[] {
  const named = new Map(stages.map((stage) => [stage.id, stageName(stage, locale)]));
  return [
    { header: t('opportunity.title'), cell: (row) => row.title, width: 40 },
    { header: t('opportunity.account'), cell: (row) => row.accountName, width: 28 },
    { header: t('opportunity.stage'), cell: (row) => named.get(row.stageId) ?? '', width: 16 },
    { header: t('opportunity.owner'), cell: (row) => row.ownerName, width: 12 },
    { header: t('opportunity.total'), cell: (row) => row.totalFen / 100, width: 16 },
    { header: t('opportunity.probability'), cell: (row) => row.probability, width: 8 },
    { header: t('opportunity.close_on'), cell: (row) => row.expectedCloseOn, width: 12 },
    { header: t('opportunity.closed_on'), cell: (row) => row.closedOn, width: 12 },
    {
      header: t('opportunity.offering'),
      cell: (row) => (locale === 'en' && row.offeringNameEn) || row.offeringName,
      width: 24,
    },
    { header: t('opportunity.source'), cell: (row) => t(`source.${row.source}`), width: 12 },
    {
      header: t('opportunity.judged'),
      cell: (row) => (row.qualification ? t(`qualification.result.${row.qualification}`) : null),
      width: 10,
    },
    { header: t('opportunity.next_step'), cell: (row) => row.nextStep, width: 32 },
    { header: t('opportunity.next_step_on'), cell: (row) => row.nextStepOn, width: 12 },
    { header: t('opportunity.last_activity'), cell: (row) => wallClock(new Date(row.lastActivityAt)), width: 18 },
    { header: t('opportunity.stage_entered_at'), cell: (row) => wallClock(new Date(row.stageEnteredAt)), width: 18 },
    { header: t('opportunity.created_at'), cell: (row) => wallClock(new Date(row.createdAt)), width: 18 },
    ...own.map(({ header, cell }) => ({ header, cell: (row: OpportunityRow) => cell(row.custom), width: 18 })),
    { header: t('opportunity.id'), cell: (row) => row.id, width: 38 },
  ];
}

async function* pages(ctx: Context, ask: Ask): AsyncGenerator<OpportunityRow[]> {
  let after: string | null = null;
  do {
    const page = await listOpportunities(ctx, ask.filter, ask.narrow, ask.all, {
      sort: ask.sort,
      after,
      limit: pageRows,
    });
    yield page.rows;
    after = page.after;
  } while (after);
}

/** A page at a time, so that a million rows need no memory; cells a spreadsheet would run are made text. */
export async function csvOf(ctx: Context, ask: Ask, words: Words): Promise<ReadableStream<Uint8Array>> {
  const columns = columnsOf(ask.all, await customExport(ctx, 'opportunities'), words);
  const encoder = new TextEncoder();
  const lines = (rows: Cell[][]) => stringify(rows, { escape_formulas: true, record_delimiter: '\r\n' });
  const source = pages(ctx, ask);
  let begun = false;
  return new ReadableStream({
    async pull(controller) {
      // a spreadsheet takes the file for UTF-8 by its first character
      if (!begun) controller.enqueue(encoder.encode(`\uFEFF${lines([columns.map(({ header }) => header)])}`));
      begun = true;
      const { value, done } = await source.next();
      if (done) return controller.close();
      if (value.length) controller.enqueue(encoder.encode(lines(value.map((row) => columns.map((c) => c.cell(row))))));
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}

/** The rows as a workbook, texts as texts; null when there are more than it should hold. */
export async function xlsxOf(ctx: Context, ask: Ask, words: Words): Promise<Buffer | null> {
  const columns = columnsOf(ask.all, await customExport(ctx, 'opportunities'), words);
  const rows: OpportunityRow[] = [];
  for await (const page of pages(ctx, ask)) {
    rows.push(...page);
    if (rows.length > xlsxRows) return null;
  }
  const cell = (value: Cell) =>
    value === null
      ? null
      : typeof value === 'number'
        ? { type: Number, value, format: Number.isInteger(value) ? '0' : '0.00' }
        : { type: String, value };
  return writeXlsxFile(
    [
      columns.map(({ header }) => ({ type: String, value: header, fontWeight: 'bold' as const })),
      ...rows.map((row) => columns.map((column) => cell(column.cell(row)))),
    ],
    { columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 },
  ).toBuffer();
}
