import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { AwardStory } from '~/features/awards/award-story';
import { listGranted, listNominations } from '~/features/awards/queries.server';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Plus, Trophy } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const after = new URL(request.url).searchParams.get('after');
  const [wall, nominations] = await Promise.all([listGranted(ctx, readCursor(after)), listNominations(ctx)]);
  return {
    ...wall,
    nominations: after ? [] : nominations,
    me: ctx.actor.personId,
    mayNominate: can(ctx.actor, 'award.nominate'),
    now: ctx.now.toISOString(),
  };
}

export default function Awards() {
  const t = useT();
  const f = useFormat();
  const { rows, after, nominations, me, mayNominate, now } = useLoaderData<typeof loader>();
  const primary = mayNominate ? { to: '/awards/new', label: t('award.nominate'), icon: Plus } : undefined;
  const open = nominations.filter((one) => one.state === 'nominated' && one.nominatedBy !== me);
  const mine = nominations.filter((one) => one.nominatedBy === me);
  const list = (title: string, items: typeof nominations) =>
    items.length > 0 && (
      <Card title={title} note={items.length} padded={false}>
        <ul className="divide-y divide-line" aria-label={title}>
          {items.map((one) => (
            <li key={one.id}>
              <Link
                to={paths.award(one.id)}
                className="flex min-h-12 items-center gap-3 px-3 max-sm:px-4 py-2 hover:bg-sunken active:bg-sunken"
              >
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">
                    {one.personName} · {one.title}
                  </span>
                  <span className="block truncate text-sm text-ink-3">
                    {one.nominatedBy ? one.story : t('award.by_rule_short')}
                  </span>
                </span>
                {one.state === 'nominated' ? (
                  <span className="num shrink-0 text-sm text-ink-3">{f.when(one.createdAt, now)}</span>
                ) : (
                  <Badge tone={one.state === 'granted' ? 'ok' : 'neutral'}>{t(`award.state.${one.state}`)}</Badge>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    );
  return (
    <>
      <PageHead title={t('award.title')} primary={primary} />
      <PageBody>
        <p className="text-ink-2">{t('award.hint')}</p>
        {list(t('award.waiting'), open)}
        {list(t('award.mine'), mine)}
        {rows.length === 0 ? (
          <Card>
            <EmptyState icon={Trophy} title={t('award.empty')}>
              {t('award.empty_hint')}
            </EmptyState>
          </Card>
        ) : (
          <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3" aria-label={t('award.wall')}>
            {rows.map((award) => (
              <li key={award.id}>
                <AwardStory award={award} to={paths.award(award.id)} />
              </li>
            ))}
          </ul>
        )}
        <Pager before={null} after={after} />
      </PageBody>
    </>
  );
}
