import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { isOfGroup, mayEdit } from '~/features/offerings/detail.server';
import { nameIn } from '~/features/offerings/named';
import { readSpecifications } from '~/features/offerings/specifications.server';
import { translate } from '~/locales/translate.server';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Package, Plus } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'offering.manage');
  const [rows, ofGroup] = await Promise.all([readSpecifications(ctx), isOfGroup(ctx)]);
  return {
    rows: rows.map(({ tenantId, ...row }) => ({
      ...row,
      isGroup: tenantId === null,
      mayEdit: mayEdit(ctx, tenantId, ofGroup),
    })),
    title: translate(ctx.actor.locale)('specification.title'),
  };
}
type Row = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number];

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** Kinds of product: what offerings are made of. */
export default function Specifications() {
  const t = useT();
  const { locale } = useFormat();
  const { rows } = useLoaderData<typeof loader>();
  const reach = (row: Row) => t(row.isGroup ? 'offering.reach.group' : 'offering.reach.company');
  const columns: Column<Row>[] = [
    { id: 'name', header: t('offering.name'), cell: (row) => nameIn(locale, row), primary: true },
    { id: 'code', header: t('offering.code'), cell: (row) => row.code, width: 160 },
    { id: 'line', header: t('offering.line'), cell: (row) => t(`line.${row.line}`), width: 150 },
    { id: 'reach', header: t('offering.reach'), cell: reach, width: 150 },
    {
      id: 'offerings',
      header: t('specification.offerings'),
      cell: (row) => <span className="num">{row.offerings}</span>,
      align: 'right',
      width: 100,
    },
  ];
  return (
    <>
      <PageHead
        title={t('specification.title')}
        back="/catalogue"
        primary={{ to: '/catalogue/specifications/new', label: t('specification.new'), icon: Plus, kbd: 'C' }}
      />
      <PageBody>
        <p className="max-w-3xl text-ink-2">{t('specification.intro')}</p>
        <DataTable
          label={t('specification.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/catalogue/specifications/${row.id}`}
          card={(row) => (
            <RowCard
              title={nameIn(locale, row)}
              sub={`${row.code} · ${t(`line.${row.line}`)}`}
              meta={t('specification.of_n', { n: row.offerings })}
            />
          )}
          empty={
            <EmptyState icon={Package} title={t('specification.empty')}>
              {t('specification.intro')}
            </EmptyState>
          }
        />
      </PageBody>
    </>
  );
}
