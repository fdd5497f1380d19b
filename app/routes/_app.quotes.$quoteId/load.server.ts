import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { can } from '~/core/permissions';
import { listOfQuote } from '~/features/approvals/queries.server';
import { planQuote } from '~/features/quotes/plan.server';
import { addUp } from '~/features/quotes/priced';
import {
  getQuote,
  listLines,
  listOthers,
  listPrecedents,
  listSites,
  listVersions,
} from '~/features/quotes/queries/quote.server';
import { isOpen } from '~/features/quotes/rules';
import { aggregate } from './aggregate';
import { loadOffers } from './offers.server';

export const tabs = ['lines', 'sites', 'versions'] as const;

/** Everything the page of a quote shows. */
export async function loadQuote(ctx: Context, id: string, params: URLSearchParams) {
  const found = await getQuote(ctx, id);
  const { quote } = found;
  const [sites, lines, versions, approvals, others, precedents] = await Promise.all([
    listSites(ctx, quote),
    listLines(ctx, quote),
    listVersions(ctx, quote),
    listOfQuote(ctx, quote.id),
    listOthers(ctx, quote),
    listPrecedents(ctx, quote),
  ]);
  const { priced, sum, economics, worth } = addUp(quote, sites, lines);
  const open = isOpen(quote.state) && can(ctx.actor, 'quote.write', quote);
  const plan = open ? await planQuote(ctx, quote, sites, lines) : null;
  const perSite = new Map<string, number>();
  for (const { row, sum } of priced)
    if (row.siteId) perSite.set(row.siteId, (perSite.get(row.siteId) ?? 0) + sum.totalFen);
  const siteId = params.get('site');
  const site = sites.find((one) => one.id === siteId) ?? null;
  return {
    ...found,
    tab: tabs.find((one) => one === params.get('tab')) ?? 'lines',
    sites: sites.map(({ feasibility, ...one }) => ({
      id: one.id,
      name: one.name,
      address: one.address,
      groupName: one.groupName,
      branchId: one.branchId,
      isDuplicate: one.isDuplicate,
      placeIssue: one.placeIssue,
      technology: one.technology,
      // two hundred link budgets are not for a list
      feasibility: feasibility.map(({ satellite, ...known }) => ({ ...known, isKu: satellite?.asked.band === 'ku' })),
      latitude: one.latitude,
      longitude: one.longitude,
      totalFen: perSite.get(one.id) ?? 0,
    })),
    lines: aggregate(priced.filter(({ row }) => row.pickId === null)),
    offers: await loadOffers(ctx, quote, sites, priced, worth, open),
    site: site && {
      id: site.id,
      name: site.name,
      access: site.feasibility,
      divisionCode: site.divisionCode,
      hasPoint: site.latitude !== null,
      lines: aggregate(priced.filter(({ row }) => row.siteId === site.id && row.pickId === null)),
      bundled: aggregate(priced.filter(({ row }) => row.siteId === site.id && row.pickId !== null)),
    },
    groups: [...new Set(sites.flatMap(({ groupName }) => groupName ?? []))].sort(),
    sum,
    economics: can(ctx.actor, 'quote.cost', quote) ? economics : null,
    plan,
    versions: versions.map(({ document: _, ...version }) => version),
    approvals: approvals.map(({ approval, steps }) => ({ approval, steps })),
    others,
    precedents,
    ids: { submit: newId(), send: newId(), copy: newId() },
    may: {
      write: open,
      revise: can(ctx.actor, 'quote.write', quote) && ['approved', 'sent', 'declined', 'expired'].includes(quote.state),
      send: can(ctx.actor, 'quote.send', quote) && quote.state === 'approved',
      copy: can(ctx.actor, 'quote.write', quote),
      cost: can(ctx.actor, 'quote.cost', quote),
      withdraw: can(ctx.actor, 'quote.write', quote) && ['draft', 'returned', 'approved', 'sent'].includes(quote.state),
    },
    me: ctx.actor.personId,
    now: ctx.now.toISOString(),
  };
}
export type QuoteData = Awaited<ReturnType<typeof loadQuote>>;
