import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { readCursor } from '~/core/paging';
import { requirePermission } from '~/core/permissions.server';
import { readStreamFilter, streamSearch } from '~/features/coaching/filters';
import { countExplained, countUnread, listStream, readingOf } from '~/features/coaching/queries/stream.server';
import { showsOf, unreadCap } from '~/features/coaching/rules';
import { listVisitorOptions } from '~/features/visits/queries/pickers.server';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { MessagesSquare } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { Tabs } from '~/ui/tabs';
import { Explained } from './explained';
import { PersonFilter } from './person-filter';
import { StreamItem } from './stream-item';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'visit.read');
  const { searchParams } = new URL(request.url);
  const reading = readingOf(ctx);
  const filter = readStreamFilter(searchParams, reading);
  const page = { after: readCursor(searchParams.get('after')), before: readCursor(searchParams.get('before')) };
  const [list, unread, explained, people] = await Promise.all([
    listStream(ctx, filter, page),
    countUnread(ctx),
    reading === 'team' ? countExplained(ctx) : 0,
    reading === 'team' ? listVisitorOptions(ctx) : [],
  ]);
  const me = ctx.actor.personId;
  return {
    ...list,
    counts: { unread, explained },
    people: people.filter((one) => one.id !== me),
    filter,
    reading,
    now: ctx.now,
  };
}

export default function Coaching() {
  const t = useT();
  const { rows, before, after, counts, people, filter, reading, now } = useLoaderData<typeof loader>();
  const capped = (n: number) => (n > unreadCap ? `${unreadCap}+` : n);
  const isFiltered = filter.show !== 'all' || filter.personId !== null;
  return (
    <>
      <PageHead
        title={reading === 'team' ? t('coaching.title') : t('coaching.own_title')}
        tabs={
          <Tabs
            label={t('coaching.show')}
            items={showsOf(reading).map((show) => ({
              to: `/coaching${streamSearch({ ...filter, show })}`,
              label: t(`coaching.show.${show}`),
              count: show === 'unread' || show === 'explained' ? capped(counts[show]) : undefined,
              active: filter.show === show,
            }))}
          />
        }
      />
      <PageBody className="max-w-[960px]">
        {reading === 'team' && <PersonFilter people={people} filter={filter} />}
        <Card padded={false}>
          {rows.length === 0 && (
            <EmptyState
              icon={MessagesSquare}
              title={
                isFiltered
                  ? t('coaching.empty_filtered')
                  : reading === 'team'
                    ? t('coaching.empty_team')
                    : t('coaching.empty_own')
              }
            >
              {!isFiltered && (reading === 'team' ? t('coaching.empty_team_hint') : t('coaching.empty_own_hint'))}
            </EmptyState>
          )}
          {rows.length > 0 && (
            <ul className="divide-y divide-line" aria-label={t('coaching.list')}>
              {rows.map((row) => (
                <li key={row.id}>
                  <StreamItem row={row} search={streamSearch(filter)} now={now} />
                  {filter.show === 'explained' && <Explained row={row} search={streamSearch(filter)} />}
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Pager before={before} after={after} />
      </PageBody>
    </>
  );
}
