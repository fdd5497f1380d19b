import type { Context } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import type { Table } from '~/core/table-file.server';
import { accountTable } from '~/features/accounts/export.server';
import { readAccountFilters } from '~/features/accounts/filters';
import { customCriteria } from '~/features/custom-fields/filters.server';
import { opportunityTable } from '~/features/opportunities/list/export.server';
import { readSort } from '~/features/opportunities/list/filters';
import { readAsk } from '~/features/opportunities/list/load.server';
import { readingOf, type ViewPage } from '~/features/views/rules';
import { visitTable } from '~/features/visits/export.server';
import { readVisitFilter, usualReach } from '~/features/visits/filters';
import { translate } from '~/locales/translate.server';

type Words = { t: ReturnType<typeof translate>; locale: Context['actor']['locale'] };
type Read = (ctx: Context, params: URLSearchParams, words: Words) => Promise<Table>;

const tables: Record<ViewPage, Read> = {
  accounts: async (ctx, params, words) => {
    const filters = readAccountFilters(params, ctx.actor.personId);
    return accountTable(ctx, { ...filters, custom: await customCriteria(ctx, 'accounts', params) }, words);
  },
  opportunities: async (ctx, params, words) =>
    opportunityTable(ctx, { ...(await readAsk(ctx, params)), sort: readSort(params) }, words),
  visits: async (ctx, params, { t }) => {
    const filter = readVisitFilter(params, usualReach(ctx.actor.role));
    return visitTable(ctx, { ...filter, custom: await customCriteria(ctx, 'visits', params) }, t);
  },
};

/** Exactly what a list shows under an address, all pages of it, as far as this person sees it now. */
export function listTable(ctx: Context, page: ViewPage, params: URLSearchParams): Promise<Table> {
  requirePermission(ctx.actor, readingOf[page]);
  requirePermission(ctx.actor, 'export.run');
  const { locale } = ctx.actor;
  return tables[page](ctx, params, { t: translate(locale), locale });
}

/** The format an address asks for. */
export const formatOf = (params: URLSearchParams) => (params.get('format') === 'xlsx' ? 'xlsx' : 'csv');
