import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { listToMark } from '~/features/training/queries/marking.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Stamp } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  return { rows: await listToMark(ctx) };
}
type Row = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number];

export default function Marking() {
  const t = useT();
  const f = useFormat();
  const { rows } = useLoaderData<typeof loader>();
  const when = (row: Row) => (row.submittedAt ? f.dateTime(row.submittedAt) : '—');
  const columns: Column<Row>[] = [
    { id: 'person', header: t('exam.person'), cell: (row) => row.person, primary: true },
    { id: 'exam', header: t('exam.title'), cell: (row) => row.exam },
    { id: 'when', header: t('marking.waiting_since'), cell: when, align: 'right', width: 170 },
  ];
  return (
    <>
      <PageHead title={t('training.title')} tabs={<TrainingTabs mayManage />} />
      <PageBody>
        <DataTable
          label={t('marking.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/training/marking/${row.id}`}
          card={(row) => <RowCard title={row.person} sub={row.exam} meta={when(row)} />}
          empty={
            <EmptyState icon={Stamp} title={t('marking.empty')}>
              {t('marking.empty_hint')}
            </EmptyState>
          }
        />
      </PageBody>
    </>
  );
}
