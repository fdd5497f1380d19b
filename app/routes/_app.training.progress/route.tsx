import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { isId } from '~/core/ids';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { listCourseOptions } from '~/features/training/queries/courses.server';
import { listProgress, type ProgressRow } from '~/features/training/queries/reading.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { Badge } from '~/ui/badge';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { FilterBar } from '~/ui/filter-bar';
import { GraduationCap } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { Progress } from '~/ui/progress';
import { RowCard } from '~/ui/row-card';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.enrol');
  const params = new URL(request.url).searchParams;
  const course = params.get('course') ?? '';
  const filter = { courseId: isId(course) ? course : null, isOverdue: params.get('state') === 'overdue' };
  const day = today(ctx.now);
  const [list, courses] = await Promise.all([
    listProgress(ctx, filter, day, readCursor(params.get('after'))),
    listCourseOptions(ctx),
  ]);
  return { ...list, courses, filter, day, keeps: can(ctx.actor, 'training.manage') };
}

export default function LearnersProgress() {
  const t = useT();
  const f = useFormat();
  const { rows, after, courses, filter, day, keeps } = useLoaderData<typeof loader>();
  const isLate = (row: ProgressRow) => row.state === 'enrolled' && row.dueOn !== null && row.dueOn < day;
  const state = (row: ProgressRow) =>
    row.state === 'completed' ? (
      <Badge tone="ok">{t('progress.state.completed')}</Badge>
    ) : isLate(row) ? (
      <Badge tone="bad">{t('progress.state.overdue')}</Badge>
    ) : (
      <Badge tone="info">{t('progress.state.enrolled')}</Badge>
    );
  const columns: Column<ProgressRow>[] = [
    { id: 'person', header: t('progress.person'), cell: (row) => row.person, width: 120 },
    { id: 'unit', header: t('progress.unit'), cell: (row) => row.unit, width: 170 },
    { id: 'course', header: t('progress.course'), cell: (row) => row.course, primary: true },
    {
      id: 'percent',
      header: t('progress.percent'),
      cell: (row) => (
        <span className="flex items-center gap-2">
          <Progress value={row.progress} max={100} label={t('progress.percent')} />
          <span className="num w-11 shrink-0 text-right whitespace-nowrap">{row.progress}%</span>
        </span>
      ),
      width: 150,
    },
    { id: 'state', header: t('progress.state'), cell: state, width: 90 },
    { id: 'way', header: t('course.enrol'), cell: (row) => t(`progress.way.${row.way}`), width: 100 },
    {
      id: 'due',
      header: t('progress.due'),
      cell: (row) => (row.dueOn ? f.day(row.dueOn) : '—'),
      align: 'right',
      width: 110,
    },
    {
      id: 'updated',
      header: t('progress.updated'),
      cell: (row) => f.day(today(row.updatedAt)),
      align: 'right',
      width: 110,
    },
  ];
  const chips = [
    filter.courseId && {
      param: 'course',
      label: t('progress.course'),
      value: courses.find(({ id }) => id === filter.courseId)?.name ?? '',
    },
    filter.isOverdue && { param: 'state', label: t('progress.state'), value: t('progress.state.overdue') },
  ].flatMap((chip) => chip || []);
  return (
    <>
      <PageHead title={keeps ? t('training.title') : t('progress.title')} tabs={<TrainingTabs mayManage={keeps} />} />
      <PageBody>
        <FilterBar chips={chips}>
          <Field name="course" label={t('progress.course')}>
            <Select
              placeholder={t('exam.any_course')}
              options={courses.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
          <Field name="state" label={t('progress.state')}>
            <Select placeholder="—" options={[{ value: 'overdue', label: t('progress.state.overdue') }]} />
          </Field>
        </FilterBar>
        <DataTable
          label={t('progress.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.course(row.courseId)}
          card={(row) => (
            <RowCard
              title={row.person}
              sub={row.course}
              right={`${row.progress}%`}
              badge={state(row)}
              meta={`${row.unit} · ${row.dueOn ? t('learn.due_on', { day: f.day(row.dueOn) }) : t(`progress.way.${row.way}`)}`}
            />
          )}
          empty={
            <EmptyState icon={GraduationCap} title={t('progress.empty')} filtered={chips.length > 0}>
              {t('progress.empty_hint')}
            </EmptyState>
          }
        />
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
