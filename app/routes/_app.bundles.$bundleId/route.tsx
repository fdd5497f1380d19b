import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { checkBundle, componentsOf } from '~/features/bundles/check';
import { getBundle } from '~/features/bundles/queries.server';
import { priceChoice } from '~/features/bundles/quote';
import { ruleText } from '~/features/bundles/rule-words';
import { nameIn } from '~/features/offerings/named';
import { listPrices } from '~/features/offerings/queries.server';
import { Badge } from '~/ui/badge';
import { PageBody, PageHead } from '~/ui/page-head';
import { Choosing } from './choosing';
import { Outcome } from './outcome';

const whole = (text: string | null, usual: number) =>
  text !== null && /^\d{1,4}$/.test(text.trim()) ? Number(text) : usual;

/** What is tried out stands in the address, so it works without JavaScript and can be sent to a colleague. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'price.read');
  const search = new URL(request.url).searchParams;
  const { bundle, shape, names } = await getBundle(ctx, params.bundleId!);
  const all = componentsOf(shape);
  const sites = Math.min(200, Math.max(1, whole(search.get('sites'), 1)));
  const quantities = Object.fromEntries(all.map(({ id, usual }) => [id, whole(search.get(id), usual)]));
  const choice = { sites: Array.from({ length: sites }, (_, at) => ({ name: String(at + 1), quantities })) };
  const prices = await listPrices(ctx, [...new Set(all.flatMap(({ offeringId }) => offeringId ?? []))], today(ctx.now));
  const violations = checkBundle(shape, choice);
  // alike at every site: said once
  const told = new Map(violations.map((one) => [JSON.stringify({ ...one, site: '', otherSite: '' }), one]));
  const { list, own } = priceChoice(shape, choice, prices);
  const insides = new Set(all.flatMap(({ nested }) => nested?.components.map(({ id }) => id) ?? []));
  return {
    bundle,
    sites,
    components: all.map(({ id, offeringId, least, most }) => ({
      id,
      offeringId,
      least,
      most,
      quantity: quantities[id] ?? 0,
      isInside: insides.has(id),
      name: names.find((one) => one.id === id) ?? { name: '', nameEn: null },
    })),
    violations: [...told.values()],
    list,
    own,
  };
}
export type BundleData = ReturnType<typeof useLoaderData<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.bundle.name ?? '' }];

export default function BundlePage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { bundle } = data;
  return (
    <>
      <PageHead title={nameIn(f.locale, bundle)} back="/bundles">
        <Badge tone={bundle.state === 'launched' ? 'ok' : 'neutral'}>{t(`bundle.state.${bundle.state}`)}</Badge>
      </PageHead>
      <PageBody>
        <p className="max-w-3xl text-ink-2">
          {f.locale === 'en' ? (bundle.descriptionEn ?? bundle.description) : bundle.description}
        </p>
        <p>
          <span className="text-ink-3">{t('bundle.rule')}</span> {ruleText(bundle.priceRule, t, f)}
        </p>
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
          <Choosing data={data} />
          <Outcome data={data} />
        </div>
      </PageBody>
    </>
  );
}
