import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { findRegion, provinces, regionName } from '~/features/accounts/regions';
import { LifecycleBadge } from '~/features/offerings/lifecycle-badge';
import { nameIn } from '~/features/offerings/named';
import { type FoundOffering, findOfferings } from '~/features/offerings/queries.server';
import { lifecycles, productLines } from '~/features/offerings/rules';
import { translate } from '~/locales/translate.server';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { FilterBar } from '~/ui/filter-bar';
import { Package, Plus } from '~/ui/icons';
import { Menu } from '~/ui/menu';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { Select } from '~/ui/select';
import { Tabs } from '~/ui/tabs';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'catalogue.read');
  const params = new URL(request.url).searchParams;
  const line = productLines.find((one) => one === params.get('line')) ?? null;
  const lifecycle = lifecycles.find((one) => one === params.get('lifecycle')) ?? null;
  const region = findRegion(params.get('region') ?? '')?.code ?? null;
  const text = (params.get('q') ?? '').slice(0, 100);
  const found = await findOfferings(ctx, {
    text,
    line,
    region,
    after: readCursor(params.get('after')),
    ...(lifecycle && { lifecycles: [lifecycle] }),
  });
  return {
    ...found,
    line,
    lifecycle,
    region,
    text,
    mayManage: can(ctx.actor, 'offering.manage'),
    seesPrices: can(ctx.actor, 'price.read'),
    title: translate(ctx.actor.locale)('offering.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Catalogue() {
  const t = useT();
  const f = useFormat();
  const { items, next, line, lifecycle, region, text, mayManage, seesPrices } = useLoaderData<typeof loader>();
  const money = (fen: number | null) => (fen === null ? '–' : f.yuan(fen));
  const columns: Column<FoundOffering>[] = [
    { id: 'name', header: t('offering.name'), cell: (row) => nameIn(f.locale, row), primary: true },
    { id: 'code', header: t('offering.code'), cell: (row) => row.code, width: 150 },
    { id: 'line', header: t('offering.line'), cell: (row) => t(`line.${row.line}`), width: 120 },
    {
      id: 'lifecycle',
      header: t('offering.lifecycle'),
      cell: (row) => <LifecycleBadge lifecycle={row.lifecycle} />,
      width: 100,
    },
    ...(seesPrices
      ? ([
          {
            id: 'one_off',
            header: t('offering.one_off'),
            cell: (row) => money(row.listOneOffFen),
            align: 'right',
            width: 140,
          },
          {
            id: 'monthly',
            header: t('offering.monthly'),
            cell: (row) => money(row.listMonthlyFen),
            align: 'right',
            width: 130,
          },
        ] satisfies Column<FoundOffering>[])
      : []),
  ];
  const filtered = Boolean(text || line || lifecycle || region);
  const places = [
    ...(seesPrices
      ? [
          { to: '/bundles', label: t('bundle.title') },
          { to: '/catalogue/services', label: t('offering.services') },
        ]
      : []),
    ...(mayManage ? [{ to: '/catalogue/specifications', label: t('specification.title') }] : []),
  ];
  const tab = (one: string | null) => (one ? `/catalogue?line=${one}` : '/catalogue');
  return (
    <>
      <PageHead
        title={t('offering.title')}
        primary={mayManage ? { to: '/catalogue/new', label: t('offering.new'), icon: Plus, kbd: 'C' } : undefined}
        tabs={
          <Tabs
            label={t('offering.line')}
            items={[null, ...productLines.filter((one) => one !== 'other' || one === line)].map((one) => ({
              to: tab(one),
              label: one ? t(`line.${one}`) : t('offering.all_lines'),
              active: one === line,
            }))}
          />
        }
      >
        {places.length > 0 && (
          <>
            <span className="flex gap-2 max-2xl:hidden">
              {places.map(({ to, label }) => (
                <ButtonLink key={to} to={to}>
                  {label}
                </ButtonLink>
              ))}
            </span>
            <span className="2xl:hidden">
              <Menu label={t('common.more')} items={places} fallbackTo={places[0]?.to} />
            </span>
          </>
        )}
      </PageHead>
      <PageBody>
        <FilterBar
          search={{ param: 'q', placeholder: t('offering.search') }}
          keep={['line']}
          chips={[
            ...(lifecycle
              ? [{ param: 'lifecycle', label: t('offering.lifecycle'), value: t(`lifecycle.${lifecycle}`) }]
              : []),
            ...(region ? [{ param: 'region', label: t('offering.region'), value: regionName(region, f.locale) }] : []),
          ]}
          summary={seesPrices ? t('offering.sample') : undefined}
        >
          <Field name="lifecycle" label={t('offering.lifecycle')}>
            <Select
              placeholder={t('offering.on_sale')}
              options={lifecycles.map((one) => ({ value: one, label: t(`lifecycle.${one}`) }))}
              defaultValue={lifecycle ?? ''}
            />
          </Field>
          <Field name="region" label={t('offering.region')}>
            <Select
              placeholder={t('offering.everywhere')}
              options={provinces.map(({ code }) => ({ value: code, label: regionName(code, f.locale) }))}
              defaultValue={region ?? ''}
            />
          </Field>
        </FilterBar>
        <DataTable
          label={t('offering.list')}
          rows={items}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.offering(row.id)}
          card={(row) => (
            <RowCard
              title={nameIn(f.locale, row)}
              sub={`${row.code} · ${t(`line.${row.line}`)}`}
              badge={<LifecycleBadge lifecycle={row.lifecycle} />}
              meta={
                seesPrices
                  ? [
                      row.listOneOffFen === null ? '' : `${t('offering.one_off')} ${f.yuan(row.listOneOffFen)}`,
                      row.listMonthlyFen === null ? '' : `${t('offering.monthly')} ${f.yuan(row.listMonthlyFen)}`,
                    ]
                      .filter(Boolean)
                      .join(' · ')
                  : undefined
              }
            />
          )}
          empty={
            <EmptyState
              icon={Package}
              title={t(filtered ? 'offering.none_found' : 'offering.empty')}
              filtered={filtered}
            >
              {t(filtered ? 'offering.none_found_hint' : 'offering.empty_hint')}
            </EmptyState>
          }
        />
        <Pager before={null} after={next} />
      </PageBody>
    </>
  );
}
