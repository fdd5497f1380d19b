import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { findOfferings, listPrices } from '~/features/offerings/queries.server';
import { addLines } from '~/features/quotes/commands/lines.server';
import { addLinesInput } from '~/features/quotes/input';
import { offeringForQuote } from '~/features/quotes/queries/prices.server';
import { getQuote, listSites } from '~/features/quotes/queries/quote.server';
import { chosenSites, placesIn } from '~/features/quotes/where';
import { PageBody, PageHead } from '~/ui/page-head';
import { ChooseOffering } from './choose-offering';
import { LineForm } from './line-form';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.write');
  const search = new URL(request.url).searchParams;
  const { quote } = await getQuote(ctx, params.quoteId!);
  const text = search.get('q') ?? '';
  const offeringId = search.get('offering') ?? '';
  const [sites, offering] = await Promise.all([listSites(ctx, quote), offeringForQuote(ctx, offeringId)]);
  const [prices, found] = await Promise.all([
    offering ? listPrices(ctx, [offering.id], today(ctx.now)) : [],
    offering ? null : findOfferings(ctx, { text, limit: 50, lifecycles: ['pilot', 'launched', 'retiring'] }),
  ]);
  const ticked = new Set(search.getAll('ids'));
  return {
    quote: { id: quote.id, version: quote.version, title: quote.title },
    text,
    found: found?.items ?? [],
    offering,
    prices,
    ticked: sites.filter(({ id }) => ticked.has(id)).map(({ id }) => id),
    ...placesIn(sites),
  };
}
export type AddingData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.write');
  const { quote } = await getQuote(ctx, params.quoteId!);
  const body = await readBody(request);
  const ticked = [body.ticked ?? []].flat().map(String);
  const siteIds = chosenSites(await listSites(ctx, quote), String(body.where ?? 'whole'), ticked);
  const input = checkInput({ ...body, siteIds }, addLinesInput);
  const result = input.ok ? await addLines(ctx, quote.id, input.value) : input;
  if (!result.ok) return invalid(result, body);
  return redirectWithToast(paths.quote(quote.id), { key: 'quote_line.added', params: { n: result.value.added } });
}

/** Choose a product, then how many of what, where. */
export default function AddLines() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('quote.add_lines')} back={paths.quote(data.quote.id)} />
      <PageBody narrow>{data.offering ? <LineForm data={data} /> : <ChooseOffering data={data} />}</PageBody>
    </>
  );
}
