import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { placeChoices, sectionChoices } from '~/features/accounts/market-choices';
import { checkBundle, componentsOf } from '~/features/bundles/check';
import { barsFor } from '~/features/bundles/eligibility';
import { getBundle } from '~/features/bundles/queries.server';
import { priceChoice } from '~/features/bundles/quote';
import { ruleText } from '~/features/bundles/rule-words';
import { getOffering, isOfGroup, mayEdit } from '~/features/offerings/detail.server';
import { nameIn } from '~/features/offerings/named';
import { listPrices } from '~/features/offerings/queries.server';
import { Badge } from '~/ui/badge';
import { Pencil } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Audience } from './audience';
import { Choosing } from './choosing';
import { Outcome } from './outcome';
import { readTrial } from './trial';

/** What is tried out stands in the address, so it works without JavaScript and can be sent to a colleague. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'price.read');
  const { bundle, shape, names } = await getBundle(ctx, params.bundleId!);
  const all = componentsOf(shape);
  const trial = readTrial(new URL(request.url).searchParams, all, bundle.heldOfferingId);
  const choice = { sites: trial.sites };
  const [prices, ofGroup, held] = await Promise.all([
    listPrices(ctx, [...new Set(all.flatMap(({ offeringId }) => offeringId ?? []))], today(ctx.now)),
    isOfGroup(ctx),
    bundle.heldOfferingId ? getOffering(ctx, bundle.heldOfferingId) : null,
  ]);
  const violations = checkBundle(shape, choice);
  // alike at every site of a kind: said once
  const told = new Map(violations.map((one) => [JSON.stringify({ ...one, otherSite: '' }), one]));
  const { list, own } = priceChoice(shape, choice, prices);
  const insides = new Set(all.flatMap(({ nested }) => nested?.components.map(({ id }) => id) ?? []));
  const { locale } = ctx.actor;
  return {
    bundle,
    held: held && { name: held.name, nameEn: held.nameEn },
    kinds: trial.kinds,
    buyer: trial.buyer,
    bars: trial.isAsked ? barsFor(bundle, trial.buyer) : null,
    choices: { regions: placeChoices(locale), industries: sectionChoices(locale) },
    components: all.map(({ id, offeringId, least, most, usual }) => ({
      id,
      offeringId,
      least,
      most,
      usual,
      isInside: insides.has(id),
      name: names.find((one) => one.id === id) ?? { name: '', nameEn: null },
    })),
    violations: [...told.values()],
    list,
    own,
    mayManage: mayEdit(ctx, bundle.tenantId, ofGroup),
  };
}
export type BundleData = ReturnType<typeof useLoaderData<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.bundle.name ?? '' }];

export default function BundlePage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { bundle, mayManage } = data;
  return (
    <>
      <PageHead
        title={nameIn(f.locale, bundle)}
        back="/bundles"
        primary={
          mayManage
            ? { to: `${paths.bundle(bundle.id)}/edit`, label: t('common.edit'), icon: Pencil, kbd: 'E' }
            : undefined
        }
      >
        <Badge tone={bundle.state === 'launched' ? 'ok' : 'neutral'}>{t(`bundle.state.${bundle.state}`)}</Badge>
      </PageHead>
      <PageBody>
        <p className="max-w-3xl text-ink-2">
          {f.locale === 'en' ? (bundle.descriptionEn ?? bundle.description) : bundle.description}
        </p>
        <p>
          <span className="text-ink-3">{t('bundle.rule')}</span> {ruleText(bundle.priceRule, t, f)}
        </p>
        <Audience data={data} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
          <Choosing data={data} />
          <Outcome data={data} />
        </div>
      </PageBody>
    </>
  );
}
