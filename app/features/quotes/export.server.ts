import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import type { Translate } from '~/core/message';
import { requirePermission } from '~/core/permissions.server';
import { type TableCell, tableFile } from '~/core/table-file.server';
import { subjectOf } from './commands/change.server';
import { addUp } from './priced';
import { getQuote, listLines, listSites } from './queries/quote.server';
import { perWords } from './words';

export type QuoteSheet = { format: 'csv' | 'xlsx'; withCost: boolean };

/** Every line at its site, and what they come to; what it costs us only where it is asked for, by who may see it. */
export const exportQuote = (ctx: Context, id: string, { format, withCost }: QuoteSheet, t: Translate) =>
  inTransaction(ctx, async (ctx) => {
    const { quote } = await getQuote(ctx, id);
    requirePermission(ctx.actor, 'export.run', quote);
    if (withCost) requirePermission(ctx.actor, 'quote.cost', quote);
    const [sites, lines] = [await listSites(ctx, quote), await listLines(ctx, quote)];
    const siteOf = new Map(sites.map((site) => [site.id, site]));
    const { priced, sum, economics } = addUp(quote, sites, lines);
    const english = ctx.actor.locale === 'en';
    const head = [
      t('quote_site.name'), t('quote_site.address'), t('quote_site.group'), t('quote_line.product'), t('quote_line.prices'),
      t('quote_line.list'), t('quote_line.quantity'), t('quote_line.discount'), t('quote_line.net'), t('quote.total'), t('quote.tax'),
      ...(withCost ? [t('quote.cost'), t('quote.margin_fen')] : []),
    ]; // biome-ignore format: one line a few columns
    const rows = priced.map(({ row, sum }): TableCell[] => {
      const site = row.siteId ? siteOf.get(row.siteId) : undefined;
      const cost = sum.totalCostFen;
      return [
        site?.name ?? t('quote_line.whole'),
        site?.address ?? '',
        site?.groupName ?? '',
        (english && row.offeringNameEn) || row.offeringName,
        `${(english && row.priceNameEn) || row.priceName} (${perWords(t, row)})`,
        (row.amountFen ?? 0) / 100,
        row.quantity,
        sum.discountBp / 100,
        sum.netFen / 100,
        sum.totalFen / 100,
        sum.taxFen / 100,
        ...(withCost ? [cost === null ? null : cost / 100, cost === null ? null : (sum.totalFen - cost) / 100] : []),
      ];
    });
    const blank: TableCell[] = head.map(() => null);
    const total = (label: string, fen: number | null): TableCell[] =>
      blank.map((_, at) => (at === 0 ? label : at === 9 && fen !== null ? fen / 100 : null));
    const { costFen } = economics;
    const totals = [
      total(t('quote.one_off'), sum.oneOffFen),
      total(t('quote.monthly'), sum.monthlyFen),
      total(t('quote.total'), sum.totalFen),
      total(t('quote.tax'), sum.taxFen),
      total(t('quote.gross'), sum.grossFen),
      ...(withCost
        ? [
            total(t('quote.cost'), costFen),
            total(t('quote.margin_fen'), costFen === null ? null : sum.totalFen - costFen),
          ]
        : []),
    ];
    await record(ctx, 'quote.exported', subjectOf(quote), { after: { lines: rows.length, withCost } });
    const table = { fileName: quote.number, head, pages: once([...rows, blank, ...totals]) };
    return tableFile(table, format);
  });

async function* once(rows: TableCell[][]) {
  yield rows;
}
