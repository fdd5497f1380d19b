import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { nameOfCode } from '~/features/certification/named';
import { listTypes } from '~/features/certification/queries/certificate-types.server';
import { nameIn } from '~/features/offerings/named';
import { type CourseRow, listCourses, listFamilies } from '~/features/training/queries/courses.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { GraduationCap } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const [rows, families, types] = await Promise.all([listCourses(ctx), listFamilies(ctx), listTypes(ctx)]);
  return { rows, families, types, newId: newId() };
}

export default function Courses() {
  const t = useT();
  const f = useFormat();
  const { rows, families, types, newId } = useLoaderData<typeof loader>();
  const familyOf = (row: CourseRow) => {
    const family = families.find(({ code }) => code === row.family);
    return family ? nameIn(f.locale, family) : row.family;
  };
  const state = (row: CourseRow) => (
    <span className="inline-flex flex-wrap gap-1">
      {row.archivedAt ? (
        <Badge>{t('course.archived')}</Badge>
      ) : row.edition ? (
        <Badge tone="ok">{t('course.edition_n', { n: row.edition })}</Badge>
      ) : (
        <Badge tone="warn">{t('course.unpublished')}</Badge>
      )}
      {row.edition > 0 && row.hasDraft && <Badge tone="info">{t('course.draft')}</Badge>}
    </span>
  );
  const columns: Column<CourseRow>[] = [
    { id: 'name', header: t('course.name'), cell: (row) => nameIn(f.locale, row), primary: true },
    { id: 'family', header: t('course.family'), cell: familyOf, width: 240 },
    {
      id: 'certificate',
      header: t('course.certificate'),
      cell: (row) => (row.certificateCode ? nameOfCode(f.locale, types, row.certificateCode) : '—'),
      width: 180,
    },
    { id: 'edition', header: t('course.edition'), cell: state, width: 170 },
    { id: 'learners', header: t('course.learners'), cell: (row) => f.number(row.learners), align: 'right', width: 100 },
    { id: 'done', header: t('course.done'), cell: (row) => f.number(row.done), align: 'right', width: 90 },
  ];
  const toNew = `/training/courses/${newId}?new=1`;
  return (
    <>
      <PageHead
        title={t('training.title')}
        tabs={<TrainingTabs mayManage />}
        primary={{ to: toNew, label: t('course.new'), kbd: 'C' }}
      />
      <PageBody>
        <DataTable
          label={t('course.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/training/courses/${row.id}`}
          card={(row) => (
            <RowCard
              title={nameIn(f.locale, row)}
              sub={familyOf(row)}
              badge={state(row)}
              meta={`${t('course.learners')} ${f.number(row.learners)} · ${t('course.done')} ${f.number(row.done)}`}
            />
          )}
          empty={
            <EmptyState
              icon={GraduationCap}
              title={t('course.empty')}
              action={<ButtonLink to={toNew}>{t('course.new')}</ButtonLink>}
            >
              {t('course.empty_hint')}
            </EmptyState>
          }
        />
      </PageBody>
    </>
  );
}
