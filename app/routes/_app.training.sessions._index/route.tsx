import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { requirePermission } from '~/core/permissions.server';
import { nameIn } from '~/features/offerings/named';
import { listSessions, type SessionRow } from '~/features/training/queries/sessions.server';
import { TrainingTabs } from '~/features/training/training-tabs';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { CalendarDays } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { RowCard } from '~/ui/row-card';
import { ViewSwitch } from '~/ui/view-switch';

const shows = ['coming', 'past'] as const;

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const show = new URL(request.url).searchParams.get('show') === 'past' ? 'past' : 'coming';
  return { show, rows: await listSessions(ctx, show), newId: newId() };
}

export default function Sessions() {
  const t = useT();
  const f = useFormat();
  const { show, rows, newId } = useLoaderData<typeof loader>();
  const name = (row: SessionRow) => nameIn(f.locale, { name: row.course, nameEn: row.courseEn });
  const taken = ({ taken, capacity }: SessionRow) => t('session_place.taken', { taken, capacity });
  const columns: Column<SessionRow>[] = [
    {
      id: 'when',
      header: t('session_place.starts'),
      cell: (row) => f.dateTime(row.startsAt),
      width: 170,
      primary: true,
    },
    { id: 'course', header: t('session_place.course'), cell: name },
    { id: 'place', header: t('session_place.place'), cell: (row) => row.place, width: 220 },
    { id: 'trainer', header: t('session_place.trainer'), cell: (row) => row.trainer ?? '—', width: 110 },
    { id: 'seats', header: t('session_place.capacity'), cell: taken, align: 'right', width: 100 },
    {
      id: 'waiting',
      header: t('session_place.waiting'),
      cell: (row) => (row.cancelledAt ? <Badge>{t('session_place.called_off')}</Badge> : f.number(row.waiting)),
      align: 'right',
      width: 90,
    },
  ];
  const toNew = `/training/sessions/${newId}?new=1`;
  return (
    <>
      <PageHead
        title={t('training.title')}
        tabs={<TrainingTabs mayManage />}
        primary={{ to: toNew, label: t('session_place.new'), kbd: 'C' }}
      />
      <PageBody>
        <div>
          <ViewSwitch
            label={t('session_place.title')}
            items={shows.map((one) => ({
              to: one === 'past' ? '?show=past' : '/training/sessions',
              label: t(`session_place.show.${one}`),
              active: one === show,
            }))}
          />
        </div>
        <DataTable
          label={t('session_place.title')}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowTo={(row) => `/training/sessions/${row.id}`}
          card={(row) => (
            <RowCard
              title={name(row)}
              sub={`${f.dateTime(row.startsAt)} · ${row.place}`}
              right={taken(row)}
              meta={row.trainer}
            />
          )}
          empty={
            <EmptyState
              icon={CalendarDays}
              title={t('session_place.empty')}
              action={<ButtonLink to={toNew}>{t('session_place.new')}</ButtonLink>}
            >
              {t('session_place.empty_hint')}
            </EmptyState>
          }
        />
      </PageBody>
    </>
  );
}
