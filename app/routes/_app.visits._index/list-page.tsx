import { useLocation } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { paths } from '~/core/paths';
import { asksCustom } from '~/features/custom-fields/filters';
import { useCustomColumns } from '~/features/custom-fields/list-columns';
import { ListActions } from '~/features/exports/list-actions';
import { ListSheet } from '~/features/exports/list-sheet';
import { ColumnChoice } from '~/features/views/column-choice';
import { useColumns } from '~/features/views/use-columns';
import { ButtonLink } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Globe, MapPinCheck, UserRound, UsersRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { withParams } from '~/ui/params';
import { ViewSwitch } from '~/ui/view-switch';
import type { VisitListData } from './load.server';
import { OtherShape } from './shape-switch';
import { cardColumns, VisitCard } from './visit-card';
import { useVisitColumns } from './visit-columns';
import { VisitFigures } from './visit-figures';
import { VisitFilters } from './visit-filters';

const icons = { mine: UserRound, team: UsersRound, all: Globe };
const paging = { after: null, before: null };

export function ListPage({ page }: { page: VisitListData }) {
  const t = useT();
  const { rows, count, filter, now, tooShort } = page;
  const choice = useColumns(
    'visits',
    [
      ...useVisitColumns(now, filter.reach !== 'mine' || filter.personId !== null),
      ...useCustomColumns<VisitListData['rows'][number]>(page.fields),
    ],
    cardColumns,
  );
  const inHand = { page: 'visits', columns: choice.chosen, view: page.view, mayExport: page.mayExport } as const;
  const { search } = useLocation();
  const params = new URLSearchParams(search);
  const counted = count > countCap ? t('visit.count_capped', { n: countCap }) : t('visit.count', { n: count });
  const isFiltered =
    ['q', 'period', 'status', 'type', 'person', 'account', 'from', 'to'].some((name) => params.has(name)) ||
    asksCustom(params);
  return (
    <>
      <PageHead
        title={t('visit.title')}
        views={
          <ViewSwitch
            label={t('visit.reach')}
            items={page.reaches.map((reach) => ({
              to: withParams(search, { ...paging, reach, person: null, view: null }),
              label: t(`visit.reach.${reach}`),
              icon: icons[reach],
              active: filter.reach === reach,
            }))}
          />
        }
        primary={page.mayPlan ? { to: '/visits/new', label: t('visit.new'), kbd: 'C' } : undefined}
      >
        <OtherShape shape="list" />
        <ListActions {...inHand} />
      </PageHead>
      <VisitFigures page={page} />
      <PageBody>
        <VisitFilters
          page={page}
          more={<ListSheet {...inHand} choice={choice} />}
          summary={
            <span className="flex items-center gap-2">
              {tooShort ? t('visit.search_short') : counted}
              <ColumnChoice choice={choice} />
            </span>
          }
        />
        <DataTable
          label={t('visit.state_of_list')}
          rows={rows}
          columns={choice.columns}
          rowKey={(visit) => visit.id}
          rowTo={(visit) => paths.visit(visit.id)}
          card={(visit) => <VisitCard visit={visit} now={now} choice={choice} />}
          empty={
            <EmptyState
              icon={isFiltered ? undefined : MapPinCheck}
              filtered={isFiltered}
              title={isFiltered ? t('visit.empty_filtered') : t('visit.empty')}
              action={
                page.mayPlan && (
                  <ButtonLink to="/visits/new" variant="primary">
                    {t('visit.new')}
                  </ButtonLink>
                )
              }
            >
              {!isFiltered && t('visit.empty_hint')}
            </EmptyState>
          }
        />
        <Pager before={page.before} after={page.after} />
      </PageBody>
    </>
  );
}
