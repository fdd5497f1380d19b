import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { isId, newId } from '~/core/ids';
import { readCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { listCourseOptions } from '~/features/training/queries/courses.server';
import { listQuestions, type QuestionRow } from '~/features/training/queries/questions.server';
import { difficulties, questionKinds } from '~/features/training/rules';
import { TrainingTabs } from '~/features/training/training-tabs';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Field } from '~/ui/field';
import { FilterBar } from '~/ui/filter-bar';
import { ListChecks } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const params = new URL(request.url).searchParams;
  const course = params.get('course');
  const filter = {
    q: params.get('q')?.slice(0, 100) || null,
    kind: questionKinds.find((one) => one === params.get('kind')) ?? null,
    difficulty: difficulties.find((one) => String(one) === params.get('difficulty')) ?? null,
    courseId: isId(course ?? '') ? course : null,
    show: params.get('show') === 'retired' ? ('retired' as const) : ('asked' as const),
  };
  const [list, courses] = await Promise.all([
    listQuestions(ctx, filter, readCursor(params.get('after'))),
    listCourseOptions(ctx),
  ]);
  return { ...list, courses, filter, newId: newId() };
}

export default function Questions() {
  const t = useT();
  const f = useFormat();
  const { rows, after, courses, filter, newId } = useLoaderData<typeof loader>();
  const about = (row: QuestionRow) => [row.course, row.offeringCode].filter(Boolean).join(' · ');
  const columns: Column<QuestionRow>[] = [
    { id: 'stem', header: t('question.stem'), cell: (row) => row.stem, primary: true, look: 'max-w-0 truncate' },
    { id: 'kind', header: t('question.kind'), cell: (row) => t(`question.kind.${row.kind}`), width: 90 },
    {
      id: 'difficulty',
      header: t('question.difficulty'),
      cell: (row) => t(`question.difficulty.${row.difficulty}`),
      width: 80,
    },
    { id: 'about', header: t('question.course'), cell: about, width: 260, look: 'max-w-0 truncate' },
    { id: 'edition', header: t('question.editions'), cell: (row) => f.number(row.edition), align: 'right', width: 80 },
    {
      id: 'updated',
      header: t('question.updated'),
      cell: (row) => f.day(today(row.updatedAt)),
      align: 'right',
      width: 110,
    },
  ];
  const chips = [
    filter.kind && { param: 'kind', label: t('question.kind'), value: t(`question.kind.${filter.kind}`) },
    filter.difficulty && {
      param: 'difficulty',
      label: t('question.difficulty'),
      value: t(`question.difficulty.${filter.difficulty}`),
    },
    filter.courseId && {
      param: 'course',
      label: t('question.course'),
      value: courses.find(({ id }) => id === filter.courseId)?.name ?? '',
    },
  ].flatMap((chip) => chip || []);
  const isRetired = filter.show === 'retired';
  return (
    <>
      <PageHead
        title={t('training.title')}
        tabs={<TrainingTabs mayManage />}
        primary={{ to: `/training/questions/${newId}?new=1`, label: t('question.new'), kbd: 'C' }}
      />
      <PageBody>
        <FilterBar
          search={{ param: 'q', placeholder: t('question.search') }}
          keep={['show']}
          chips={chips}
          lead={
            <ButtonLink size="sm" to={isRetired ? '/training/questions' : '/training/questions?show=retired'}>
              {t(isRetired ? 'question.show_asked' : 'question.show_retired')}
            </ButtonLink>
          }
        >
          <Field name="kind" label={t('question.kind')}>
            <Select
              placeholder={t('exam.any_kind')}
              options={questionKinds.map((value) => ({ value, label: t(`question.kind.${value}`) }))}
            />
          </Field>
          <Field name="difficulty" label={t('question.difficulty')}>
            <Select
              placeholder={t('exam.any_difficulty')}
              options={difficulties.map((one) => ({ value: String(one), label: t(`question.difficulty.${one}`) }))}
            />
          </Field>
          <Field name="course" label={t('question.course')}>
            <Select
              placeholder={t('exam.any_course')}
              options={courses.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
        </FilterBar>
        <DataTable
          label={t('question.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/training/questions/${row.id}`}
          card={(row) => (
            <RowCard
              title={row.stem}
              sub={t(`question.kind.${row.kind}`)}
              right={t(`question.difficulty.${row.difficulty}`)}
              meta={about(row)}
            />
          )}
          empty={
            <EmptyState
              icon={ListChecks}
              title={t('question.empty')}
              filtered={chips.length > 0 || filter.q !== null}
              action={<ButtonLink to={`/training/questions/${newId}?new=1`}>{t('question.new')}</ButtonLink>}
            >
              {t('question.empty_hint')}
            </EmptyState>
          }
        />
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
