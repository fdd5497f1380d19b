import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { requirePermission } from '~/core/permissions.server';
import { recordExport } from '~/features/opportunities/commands/record-export.server';
import { csvOf, xlsxOf, xlsxRows } from '~/features/opportunities/list/export.server';
import { readSort } from '~/features/opportunities/list/filters';
import { readAsk } from '~/features/opportunities/list/load.server';
import { translate } from '~/locales/translate.server';

/** Exactly what the page with the same filters shows. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'opportunity.read');
  requirePermission(ctx.actor, 'export.run');
  const params = new URL(request.url).searchParams;
  const locale = ctx.actor.locale;
  const words = { t: translate(locale), locale };
  const ask = { ...(await readAsk(ctx, params)), sort: readSort(params) };
  await recordExport(ctx, params);
  const headers = (type: string, ending: string) => ({
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="opportunities-${today(ctx.now)}.${ending}"`,
    'Cache-Control': 'no-store',
  });
  if (params.get('format') !== 'xlsx')
    return new Response(await csvOf(ctx, ask, words), { headers: headers('text/csv; charset=utf-8', 'csv') });
  const file = await xlsxOf(ctx, ask, words);
  if (!file) {
    const sentence = words.t('opportunity.export_too_many', { n: xlsxRows });
    return new Response(sentence, { status: 413, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
  }
  const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Response(new Uint8Array(file), { headers: headers(workbook, 'xlsx') });
}
