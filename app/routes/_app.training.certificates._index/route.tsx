import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { nameIn } from '~/features/certification/named';
import {
  type CertificateType,
  countHolders,
  listTypes,
} from '~/features/certification/queries/certificate-types.server';
import { countWaiting } from '~/features/certification/queries/evidence.server';
import { companyOf } from '~/features/certification/queries/matrix.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { GraduationCap, Plus } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'certificate.manage');
  const company = await companyOf(ctx, null);
  const [types, holders, waiting] = await Promise.all([
    listTypes(ctx, { tenantId: company, withRetired: true }),
    countHolders(ctx, company),
    countWaiting(ctx),
  ]);
  return { types, holders, waiting, title: translate(ctx.actor.locale)('certificate_type.title') };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

type Row = Pick<
  CertificateType,
  'id' | 'code' | 'name' | 'nameEn' | 'family' | 'months' | 'topLevel' | 'productLine' | 'isRetired'
>;

export default function CertificateTypes() {
  const t = useT();
  const f = useFormat();
  const { types, holders, waiting } = useLoaderData<typeof loader>();
  const validity = ({ months }: Row) =>
    months === null ? t('certificate.for_good') : t('certificate_type.months_n', { n: months });
  const columns: Column<Row>[] = [
    {
      id: 'name',
      header: t('certificate_type.name'),
      primary: true,
      cell: (row) => (
        <span className="flex items-center gap-2">
          {nameIn(f.locale, row)}
          {row.isRetired && <Badge>{t('certificate_type.retired')}</Badge>}
        </span>
      ),
    },
    { id: 'code', header: t('certificate_type.code'), cell: (row) => row.code, width: 160 },
    {
      id: 'family',
      header: t('certificate_type.family'),
      cell: (row) => t(`certificate.family.${row.family}`),
      width: 110,
    },
    {
      id: 'line',
      header: t('certificate_type.line'),
      cell: (row) => (row.productLine ? t(`line.${row.productLine}`) : '—'),
      width: 130,
    },
    { id: 'months', header: t('certificate_type.months'), cell: validity, width: 120, align: 'right' },
    { id: 'level', header: t('certificate_type.top_level'), cell: (row) => row.topLevel, width: 100, align: 'right' },
    {
      id: 'held',
      header: t('certificate_type.held'),
      cell: (row) => holders[row.code] ?? 0,
      width: 100,
      align: 'right',
    },
  ];
  return (
    <>
      <PageHead
        title={t('training.title')}
        tabs={<TrainingTabs mayManage waiting={waiting} />}
        primary={{ to: '/training/certificates/new', label: t('certificate_type.new'), icon: Plus, kbd: 'C' }}
      />
      <PageBody>
        <DataTable
          label={t('certificate_type.title')}
          rows={types as Row[]}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/training/certificates/${row.id}`}
          card={(row) => (
            <RowCard
              title={nameIn(f.locale, row)}
              sub={`${t(`certificate.family.${row.family}`)} · ${row.code}`}
              right={t('matrix.team_size', { n: holders[row.code] ?? 0 })}
              meta={validity(row)}
            />
          )}
          empty={
            <EmptyState icon={GraduationCap} title={t('certificate_type.none_title')}>
              {t('certificate_type.none_hint')}
            </EmptyState>
          }
        />
      </PageBody>
    </>
  );
}
