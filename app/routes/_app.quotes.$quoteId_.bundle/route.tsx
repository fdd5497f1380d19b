import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { componentsOf } from '~/features/bundles/check';
import { buyerOf } from '~/features/bundles/customer.server';
import { barsFor } from '~/features/bundles/eligibility';
import { getBundle, listBundles } from '~/features/bundles/queries.server';
import { chooseBundle } from '~/features/quotes/commands/bundle.server';
import { chooseBundleInput } from '~/features/quotes/input';
import { getQuote, listSites } from '~/features/quotes/queries/quote.server';
import { chosenSites, placesIn } from '~/features/quotes/where';
import { PageBody, PageHead } from '~/ui/page-head';
import { BundleForm } from './bundle-form';
import { ChooseBundle } from './choose-bundle';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.write');
  const search = new URL(request.url).searchParams;
  const { quote } = await getQuote(ctx, params.quoteId!);
  const bundleId = search.get('bundle');
  const [sites, buyer, found, all] = await Promise.all([
    listSites(ctx, quote),
    buyerOf(ctx, quote),
    bundleId ? getBundle(ctx, bundleId) : null,
    bundleId ? [] : listBundles(ctx),
  ]);
  const ticked = new Set(search.getAll('ids'));
  const parts = found ? componentsOf(found.shape) : [];
  const insides = new Set(parts.flatMap(({ nested }) => nested?.components.map(({ id }) => id) ?? []));
  const before = quote.bundles.find((pick) => pick.bundleId === bundleId)?.kinds.at(-1)?.quantities;
  return {
    quote: { id: quote.id, version: quote.version },
    pickId: newId(),
    bundles: all.filter(({ state }) => state === 'launched').map((one) => ({ ...one, bars: barsFor(one, buyer) })),
    bundle: found && { ...found.bundle, bars: barsFor(found.bundle, buyer) },
    components: parts.map(({ id, least, most, usual }) => ({
      id,
      least,
      most,
      quantity: before?.[id] ?? usual,
      isInside: insides.has(id),
      name: found?.names.find((one) => one.id === id) ?? { name: '', nameEn: null },
    })),
    siteNames: Object.fromEntries(sites.map(({ id, name }) => [id, name])) as Record<string, string>,
    ticked: sites.filter(({ id }) => ticked.has(id)).map(({ id }) => id),
    ...placesIn(sites),
  };
}
export type ChoosingData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.write');
  const { quote } = await getQuote(ctx, params.quoteId!);
  const body = await readBody(request);
  const ticked = [body.ticked ?? []].flat().map(String);
  const siteIds = chosenSites(await listSites(ctx, quote), String(body.where ?? 'whole'), ticked);
  const input = checkInput({ ...body, siteIds }, chooseBundleInput);
  const result = input.ok ? await chooseBundle(ctx, quote.id, input.value) : input;
  if (!result.ok) return invalid(result, body);
  return redirectWithToast(paths.quote(quote.id), { key: 'quote_bundle.added', params: { n: result.value.added } });
}

/** Choose a bundle, then how many of what in it, where. */
export default function QuoteBundle() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<{ ok?: boolean; details?: unknown }>();
  return (
    <>
      <PageHead title={t('quote_bundle.add')} back={paths.quote(data.quote.id)} />
      <PageBody narrow>
        {data.bundle ? <BundleForm data={data} details={answer?.details} /> : <ChooseBundle data={data} />}
      </PageBody>
    </>
  );
}
