import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { listBundles } from '~/features/bundles/queries.server';
import { ruleText } from '~/features/bundles/rule-words';
import { nameIn } from '~/features/offerings/named';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { EmptyState } from '~/ui/empty-state';
import { Package, Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'price.read');
  return {
    bundles: await listBundles(ctx),
    mayManage: can(ctx.actor, 'offering.manage'),
    title: translate(ctx.actor.locale)('bundle.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Bundles() {
  const t = useT();
  const f = useFormat();
  const { bundles, mayManage } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('bundle.title')}
        back="/catalogue"
        primary={mayManage ? { to: '/bundles/new', label: t('bundle.new'), icon: Plus, kbd: 'C' } : undefined}
      />
      <PageBody>
        {bundles.length === 0 && (
          <EmptyState icon={Package} title={t('bundle.empty')}>
            {t('bundle.empty_hint')}
          </EmptyState>
        )}
        <ul className="grid gap-3 lg:grid-cols-2">
          {bundles.map((one) => (
            <li key={one.id}>
              <Link
                to={paths.bundle(one.id)}
                className="block h-full rounded-[10px] border border-line bg-surface p-4 shadow-card hover:border-line-strong max-sm:rounded-2xl"
              >
                <span className="flex flex-wrap items-center gap-2">
                  <span className="text-base font-semibold">{nameIn(f.locale, one)}</span>
                  <Badge tone={one.state === 'launched' ? 'ok' : 'neutral'}>{t(`bundle.state.${one.state}`)}</Badge>
                </span>
                <span className="mt-1 block text-ink-2">
                  {f.locale === 'en' ? (one.descriptionEn ?? one.description) : one.description}
                </span>
                <span className="mt-2 block text-xs text-brand-ink">{ruleText(one.priceRule, t, f)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </PageBody>
    </>
  );
}
