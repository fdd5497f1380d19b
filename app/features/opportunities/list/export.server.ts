import type { Context } from '~/core/context.server';
import { today, wallClock } from '~/core/dates';
import type { Locale } from '~/core/locale';
import type { Translate } from '~/core/message';
import { inSnapshot } from '~/core/snapshot.server';
import type { Table, TableCell } from '~/core/table-file.server';
import { type CustomExport, customExport } from '../../custom-fields/export-columns.server';
import type { Sort } from '../rules';
import { type Stage, stageName } from '../rules';
import { type Facts, factsOf } from './export-facts.server';
import type { readAsk } from './load.server';
import { listOpportunities } from './page.server';
import type { OpportunityRow } from './rows.server';

const pageRows = 1000;

type Ask = Awaited<ReturnType<typeof readAsk>> & { sort: Sort };
type Words = { t: Translate; locale: Locale };
type Row = OpportunityRow & Facts;
type Column = { header: string; cell: (row: Row) => TableCell; width: number };

function columnsOf(stages: Stage[], own: CustomExport[], { t, locale }: Words): Column[] {
  const named = new Map(stages.map((stage) => [stage.id, stageName(stage, locale)]));
  return [
    { header: t('opportunity.title'), cell: (row) => row.title, width: 40 },
    { header: t('opportunity.account'), cell: (row) => row.accountName, width: 28 },
    { header: t('opportunity.stage'), cell: (row) => named.get(row.stageId) ?? '', width: 16 },
    { header: t('opportunity.owner'), cell: (row) => row.ownerName, width: 12 },
    { header: t('opportunity.total'), cell: (row) => row.totalFen / 100, width: 16 },
    { header: t('opportunity.one_off'), cell: (row) => row.oneOffFen / 100, width: 16 },
    { header: t('opportunity.monthly'), cell: (row) => row.monthlyFen / 100, width: 14 },
    { header: t('opportunity.months'), cell: (row) => row.months, width: 8 },
    { header: t('opportunity.probability'), cell: (row) => row.probability, width: 8 },
    { header: t('opportunity.close_on'), cell: (row) => row.expectedCloseOn, width: 12 },
    { header: t('opportunity.closed_on'), cell: (row) => row.closedOn, width: 12 },
    { header: t('opportunity.slip_count'), cell: (row) => row.slips, width: 8 },
    {
      header: t('opportunity.close_reason'),
      cell: (row) => row.closeReason && t(`close_reason.${row.closeReason}`),
      width: 14,
    },
    { header: t('opportunity.competitor'), cell: (row) => row.competitor, width: 16 },
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
    ...own.map(({ header, cell }) => ({ header, cell: (row: Row) => cell(row.custom), width: 18 })),
    { header: t('opportunity.id'), cell: (row) => row.id, width: 38 },
  ];
}

async function* pagesOf(ctx: Context, ask: Ask, columns: Column[]) {
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listOpportunities>> = await listOpportunities(
      ctx,
      ask.filter,
      ask.narrow,
      ask.all,
      { sort: ask.sort, after, limit: pageRows },
    );
    const facts = await factsOf(
      ctx,
      page.rows.map(({ id }) => id),
    );
    yield page.rows.map((row) => columns.map(({ cell }) => cell({ ...row, ...facts.get(row.id)! })));
    after = page.after;
  } while (after);
}

/** Every deal the page with these filters shows, for a file. */
export async function opportunityTable(ctx: Context, ask: Ask, words: Words): Promise<Table> {
  const columns = columnsOf(ask.all, await customExport(ctx, 'opportunities'), words);
  return {
    fileName: `opportunities-${today(ctx.now)}`,
    head: columns.map(({ header }) => header),
    pages: inSnapshot(ctx, (ctx) => pagesOf(ctx, ask, columns)),
    widths: columns.map(({ width }) => width),
  };
}
