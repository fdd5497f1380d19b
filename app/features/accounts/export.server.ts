import type { Context } from '~/core/context.server';
import { today } from '~/core/dates';
import type { Locale } from '~/core/locale';
import type { Translate } from '~/core/message';
import { inSnapshot } from '~/core/snapshot.server';
import type { Table, TableCell } from '~/core/table-file.server';
import { customExport } from '../custom-fields/export-columns.server';
import type { AccountFilters } from './filters';
import { industryName } from './industries';
import { type AccountRow, listAccounts } from './queries/list.server';
import { regionName } from './regions';

const pageRows = 1000;

/** What the register shows under these filters, all of it, for a file. */
export async function accountTable(
  ctx: Context,
  filters: AccountFilters,
  { t, locale }: { t: Translate; locale: Locale },
): Promise<Table> {
  const own = await customExport(ctx, 'accounts');
  const columns: [head: string, cell: (row: AccountRow) => TableCell][] = [
    [t('account.name'), (row) => row.name],
    [t('account.creditCode'), (row) => row.creditCode],
    [t('account.grade'), (row) => row.grade],
    [t('account.kind'), (row) => t(`account.kind.${row.kind}`)],
    [t('account.industry'), (row) => row.industry && industryName(row.industry, locale)],
    [t('account.regionCode'), (row) => row.regionCode && regionName(row.regionCode, locale)],
    [t('account.address'), (row) => row.address],
    [t('account.phone'), (row) => row.phone],
    [t('account.monthlyRevenueFen'), (row) => (row.monthlyRevenueFen === null ? null : row.monthlyRevenueFen / 100)],
    [t('account.lastVisitedAt'), (row) => row.lastVisitedAt && today(new Date(row.lastVisitedAt))],
    [t('account.ownerId'), (row) => row.ownerName],
    [t('account.unit'), (row) => row.unitName],
    [t('account.updatedAt'), (row) => today(new Date(row.updatedAt))],
    ...own.map(({ header, cell }): (typeof columns)[number] => [header, (row) => cell(row.custom)]),
  ];
  async function* pages(ctx: Context) {
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listAccounts>> = await listAccounts(ctx, filters, {
        after,
        limit: pageRows,
      });
      yield page.rows.map((row) => columns.map(([, cell]) => cell(row)));
      after = page.after;
    } while (after);
  }
  return { fileName: `accounts-${today(ctx.now)}`, head: columns.map(([head]) => head), pages: inSnapshot(ctx, pages) };
}
