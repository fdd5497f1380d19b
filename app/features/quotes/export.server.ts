import { stringify } from 'csv-stringify/sync';
import { type Context, inTransaction } from '~/core/context.server';
import { record } from '~/core/journal.server';
import type { Translate } from '~/core/message';
import { requirePermission } from '~/core/permissions.server';
import { subjectOf } from './commands/change.server';
import { addUp } from './priced';
import { getQuote, listLines, listSites } from './queries/quote.server';
import { perWords } from './words';

/** Every line as a sheet; cells a spreadsheet would run are made text. Our cost is not in it. */
export const exportQuote = (ctx: Context, id: string, t: Translate) =>
  inTransaction(ctx, async (ctx) => {
    const { quote } = await getQuote(ctx, id);
    requirePermission(ctx.actor, 'export.run', quote);
    const [sites, lines] = [await listSites(ctx, quote), await listLines(ctx, quote)];
    const siteOf = new Map(sites.map((site) => [site.id, site]));
    const { priced } = addUp(quote, sites, lines);
    const english = ctx.actor.locale === 'en';
    const head = [
      t('quote_site.name'), t('quote_site.address'), t('quote_site.group'), t('quote_line.product'), t('quote_line.prices'),
      t('quote_line.list'), t('quote_line.quantity'), t('quote_line.discount'), t('quote_line.net'), t('quote.total'), t('quote.tax'),
    ]; // biome-ignore format: one line a few columns
    const rows = priced.map(({ row, sum }) => {
      const site = row.siteId ? siteOf.get(row.siteId) : undefined;
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
      ];
    });
    await record(ctx, 'quote.exported', subjectOf(quote), { after: { lines: rows.length } });
    const csv = `\uFEFF${stringify([head, ...rows], { escape_formulas: true, record_delimiter: '\r\n' })}`;
    return { csv, number: quote.number };
  });
