import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { nameIn } from '~/features/offerings/named';
import { ExamBadge } from '~/features/training/exam-badges';
import { type ExamRow, listExams } from '~/features/training/queries/exams.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { GraduationCap } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  return { rows: await listExams(ctx), newId: newId() };
}

export default function Exams() {
  const t = useT();
  const f = useFormat();
  const { rows, newId } = useLoaderData<typeof loader>();
  const share = (row: ExamRow) => (row.sat ? f.percent(row.passed / row.sat) : '—');
  const columns: Column<ExamRow>[] = [
    { id: 'name', header: t('exam.name'), cell: (row) => nameIn(f.locale, row), primary: true },
    { id: 'state', header: t('exam.state'), cell: (row) => <ExamBadge exam={row} />, width: 110 },
    { id: 'course', header: t('exam.course'), cell: (row) => row.course ?? '—', width: 220 },
    {
      id: 'rule',
      header: t('exam.paper'),
      cell: (row) => `${t('exam.minutes_n', { n: row.minutes })} · ${t('exam.pass_n', { n: row.passPercent })}`,
      width: 200,
    },
    { id: 'booked', header: t('exam.booked'), cell: (row) => f.number(row.booked), align: 'right', width: 80 },
    { id: 'waiting', header: t('exam.waiting'), cell: (row) => f.number(row.waiting), align: 'right', width: 80 },
    { id: 'sat', header: t('exam.sat'), cell: (row) => f.number(row.sat), align: 'right', width: 80 },
    { id: 'passed', header: t('exam.passed_share'), cell: share, align: 'right', width: 90 },
  ];
  const toNew = `/training/exams/${newId}?new=1`;
  return (
    <>
      <PageHead
        title={t('training.title')}
        tabs={<TrainingTabs mayManage />}
        primary={{ to: toNew, label: t('exam.new'), kbd: 'C' }}
      />
      <PageBody>
        <DataTable
          label={t('exam.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/training/exams/${row.id}`}
          card={(row) => (
            <RowCard
              title={nameIn(f.locale, row)}
              sub={row.course ?? ''}
              badge={<ExamBadge exam={row} />}
              meta={`${t('exam.sat')} ${f.number(row.sat)} · ${t('exam.passed_share')} ${share(row)}`}
            />
          )}
          empty={
            <EmptyState
              icon={GraduationCap}
              title={t('exam.empty')}
              action={<ButtonLink to={toNew}>{t('exam.new')}</ButtonLink>}
            >
              {t('exam.empty_hint')}
            </EmptyState>
          }
        />
      </PageBody>
    </>
  );
}
