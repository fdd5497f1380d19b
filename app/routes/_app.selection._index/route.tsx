import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { OpeningState } from '~/features/selection/opening-state';
import { listCandidacies, listOpenings, type OpeningRow } from '~/features/selection/queries/openings.server';
import { listPlans } from '~/features/selection/queries/plan.server';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Plus, UserRoundPlus } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { Candidacies } from './candidacies';
import { Plans } from './plans';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const after = new URL(request.url).searchParams.get('after');
  const [list, candidacies, plans] = await Promise.all([
    listOpenings(ctx, readCursor(after)),
    listCandidacies(ctx),
    listPlans(ctx),
  ]);
  return { ...list, candidacies, plans, fills: can(ctx.actor, 'selection.manage') };
}

export default function Selection() {
  const t = useT();
  const f = useFormat();
  const { rows, after, candidacies, plans, fills } = useLoaderData<typeof loader>();
  const all = (row: OpeningRow) => row.standing * row.assessors;
  const progress = (row: OpeningRow) => t('selection.progress', { given: row.given, all: all(row) });
  const columns: Column<OpeningRow>[] = [
    { id: 'title', header: t('selection.name'), cell: (row) => row.title, primary: true },
    { id: 'team', header: t('selection.team'), cell: (row) => row.team ?? '—' },
    { id: 'state', header: t('selection.state'), cell: (row) => <OpeningState state={row.state} />, width: 110 },
    { id: 'seats', header: t('selection.seats'), cell: (row) => row.seats, align: 'right', width: 80 },
    { id: 'standing', header: t('selection.candidates'), cell: (row) => row.standing, align: 'right', width: 90 },
    { id: 'given', header: t('selection.assessors'), cell: progress, align: 'right', width: 140 },
    {
      id: 'closes',
      header: t('selection.closes_on'),
      cell: (row) => (row.closesOn ? f.day(row.closesOn) : '—'),
      align: 'right',
      width: 120,
    },
  ];
  const hasList = fills || rows.length > 0 || candidacies.length + plans.length === 0;
  return (
    <>
      <PageHead
        title={t('selection.title')}
        primary={fills ? { to: '/selection/new', label: t('selection.new'), icon: Plus } : undefined}
      />
      <PageBody>
        <Candidacies rows={candidacies} />
        {hasList && (
          <DataTable
            label={t('selection.list')}
            rows={rows}
            columns={columns}
            rowKey={(row) => row.id}
            rowTo={(row) => paths.opening(row.id)}
            card={(row) => (
              <RowCard
                title={row.title}
                sub={row.team ?? ''}
                right={progress(row)}
                badge={<OpeningState state={row.state} />}
                meta={t('selection.candidates_n', { n: row.standing })}
              />
            )}
            empty={
              <Card>
                <EmptyState
                  icon={UserRoundPlus}
                  title={t('selection.empty')}
                  action={fills && <ButtonLink to="/selection/new">{t('selection.new')}</ButtonLink>}
                >
                  {t(fills ? 'selection.empty_hint' : 'selection.empty_hint_mine')}
                </EmptyState>
              </Card>
            }
          />
        )}
        <Pager before={null} after={after} />
        <Plans rows={plans} />
      </PageBody>
    </>
  );
}
