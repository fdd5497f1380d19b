import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useSearchParams } from '@remix-run/react';
import { Download, Globe, MapPinCheck, UserRound, UsersRound } from 'lucide-react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { countCap, readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { listAccountNames } from '~/features/accounts/queries.server';
import { type Reach, readVisitFilter, usualReach } from '~/features/visits/filters';
import { countVisits, listVisits } from '~/features/visits/queries/list.server';
import { listVisitorOptions } from '~/features/visits/queries/pickers.server';
import { ButtonLink } from '~/ui/button';
import { DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Figures } from '~/ui/figures';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { withParams } from '~/ui/params';
import { ViewSwitch } from '~/ui/view-switch';
import { VisitCard } from './visit-card';
import { useVisitColumns } from './visit-columns';
import { VisitFilters } from './visit-filters';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit.read');
  const { searchParams } = new URL(request.url);
  const filter = readVisitFilter(searchParams, usualReach(ctx.actor.role));
  const whole = { ...filter, status: null, type: null, from: null, to: null };
  const page = { after: readCursor(searchParams.get('after')), before: readCursor(searchParams.get('before')) };
  const [list, count, today, week, done, overdue, people, accounts] = await Promise.all([
    listVisits(ctx, filter, page),
    countVisits(ctx, filter),
    countVisits(ctx, { ...whole, period: 'today' }),
    countVisits(ctx, { ...whole, period: 'week' }),
    countVisits(ctx, { ...whole, period: 'last30', status: 'completed' }),
    countVisits(ctx, { ...whole, period: 'overdue' }),
    listVisitorOptions(ctx),
    filter.accountId ? listAccountNames(ctx, [filter.accountId]) : [],
  ]);
  return {
    ...list,
    count,
    figures: { today, week, done, overdue },
    filter,
    people,
    accountName: accounts[0]?.name ?? null,
    reaches: (ctx.actor.role === 'team_lead' ? ['mine', 'team', 'all'] : ['mine', 'all']) as Reach[],
    mayPlan: can(ctx.actor, 'visit.plan'),
    mayExport: can(ctx.actor, 'export.run'),
    now: ctx.now,
  };
}
export type VisitListData = ReturnType<typeof useLoaderData<typeof loader>>;

const icons = { mine: UserRound, team: UsersRound, all: Globe };
const paging = { after: null, before: null };

export default function Visits() {
  const t = useT();
  const f = useFormat();
  const page = useLoaderData<typeof loader>();
  const { rows, count, figures, filter, now } = page;
  const columns = useVisitColumns(now, filter.reach !== 'mine' || filter.personId !== null);
  const [params] = useSearchParams();
  const search = params.toString();
  const capped = (n: number) => (n > countCap ? `${f.number(countCap)}+` : f.number(n));
  const summary = count > countCap ? t('visit.count_capped', { n: countCap }) : t('visit.count', { n: count });
  const period = (name: string, status: string | null = null) =>
    withParams(search, { ...paging, period: name, status, from: null, to: null });
  const isFiltered = ['period', 'status', 'type', 'person', 'account', 'from', 'to'].some((name) => params.has(name));
  return (
    <>
      <PageHead
        title={t('visit.title')}
        views={
          <ViewSwitch
            label={t('visit.reach')}
            items={page.reaches.map((reach) => ({
              to: withParams(search, { ...paging, reach, person: null }),
              label: t(`visit.reach.${reach}`),
              icon: icons[reach],
              active: filter.reach === reach,
            }))}
          />
        }
        primary={page.mayPlan ? { to: '/visits/new', label: t('visit.new'), kbd: 'C' } : undefined}
      >
        {page.mayExport && (
          <ButtonLink
            to={`/visits/export${withParams(search, paging)}`}
            icon={Download}
            reloadDocument
            prefetch="none"
            aria-label={t('common.export')}
            className="max-sm:hidden"
          >
            {t('common.export')}
          </ButtonLink>
        )}
      </PageHead>
      <Figures
        items={[
          { label: t('visit.figure.today'), value: capped(figures.today), to: period('today') },
          { label: t('visit.figure.week'), value: capped(figures.week), to: period('week') },
          { label: t('visit.figure.done'), value: capped(figures.done), to: period('last30', 'completed') },
          {
            label: t('visit.figure.overdue'),
            value: capped(figures.overdue),
            tone: figures.overdue ? 'bad' : 'neutral',
            to: period('overdue'),
          },
        ]}
      />
      <PageBody>
        <VisitFilters page={page} summary={summary} />
        <DataTable
          name="visits"
          label={t('visit.state_of_list')}
          rows={rows}
          columns={columns}
          rowKey={(visit) => visit.id}
          rowTo={(visit) => paths.visit(visit.id)}
          card={(visit) => <VisitCard visit={visit} now={now} />}
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
