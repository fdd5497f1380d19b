import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { countCap, readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { LeadBadge } from '~/features/leads/lead-badge';
import { countLeads, type LeadRow, leadShows, listLeads } from '~/features/leads/queries/list.server';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { Plus, SlidersHorizontal, Sprout } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';
import { Tabs } from '~/ui/tabs';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.read');
  const { searchParams } = new URL(request.url);
  const shows = leadShows.filter((one) => can(ctx.actor, 'lead.work') || one === 'open' || one === 'ended');
  const show = shows.find((one) => one === searchParams.get('show')) ?? shows[0] ?? 'open';
  const [list, ...counts] = await Promise.all([
    listLeads(ctx, show, readCursor(searchParams.get('after'))),
    ...shows.filter((one) => one !== 'ended').map((one) => countLeads(ctx, one)),
  ]);
  return {
    ...list,
    show,
    shows,
    counts,
    mayCreate: can(ctx.actor, 'lead.create'),
    mayManage: can(ctx.actor, 'lead.manage'),
    now: ctx.now,
  };
}

export default function Leads() {
  const t = useT();
  const f = useFormat();
  const { rows, after, show, shows, counts, mayCreate, mayManage, now } = useLoaderData<typeof loader>();
  const capped = (n: number | undefined) =>
    n === undefined ? undefined : n > countCap ? `${f.number(countCap)}+` : f.number(n);
  const dueOf = (row: LeadRow) => (row.dueAt ? t('lead.due', { when: f.dateTime(row.dueAt, now) }) : '');
  const columns: Column<LeadRow>[] = [
    { id: 'company', header: t('lead.company'), cell: (row) => row.company, primary: true },
    { id: 'state', header: t('lead.state'), cell: (row) => <LeadBadge state={row.state} />, width: 110 },
    { id: 'need', header: t('lead.need'), cell: (row) => row.need },
    {
      id: 'source',
      header: t('lead.source'),
      cell: (row) => row.campaign ?? t(`lead.source.${row.source}`),
      width: 140,
    },
    { id: 'holder', header: t('lead.holder'), cell: (row) => row.holderName ?? '–', width: 110 },
    { id: 'created', header: t('lead.created'), cell: (row) => f.when(row.createdAt, now), align: 'right', width: 120 },
  ];
  return (
    <>
      <PageHead
        title={t('lead.title')}
        primary={mayCreate ? { to: '/leads/new', label: t('lead.new'), icon: Plus, kbd: 'C' } : undefined}
        tabs={
          <Tabs
            label={t('lead.show')}
            items={shows.map((one, i) => ({
              to: `/leads?show=${one}`,
              label: t(`lead.show.${one}`),
              count: capped(counts[i]),
              active: one === show,
            }))}
          />
        }
      >
        {mayManage && (
          <ButtonLink to="/leads/rules" icon={SlidersHorizontal}>
            {t('lead_rule.title')}
          </ButtonLink>
        )}
      </PageHead>
      <PageBody>
        <DataTable
          label={t('lead.list')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.lead(row.id)}
          card={(row) => (
            <RowCard
              title={row.company}
              sub={row.need}
              badge={<LeadBadge state={row.state} />}
              meta={[
                row.campaign ?? t(`lead.source.${row.source}`),
                row.holderName,
                dueOf(row) || f.when(row.createdAt, now),
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          )}
          empty={
            <EmptyState icon={Sprout} title={t(`lead.empty.${show}`)}>
              {t(`lead.empty_hint.${show}`)}
            </EmptyState>
          }
        />
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
