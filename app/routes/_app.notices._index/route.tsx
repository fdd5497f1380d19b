import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { readCursor } from '~/core/paging';
import { safeRedirect } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import { readAllNotices, readNotice } from '~/features/notices/commands.server';
import { noticeAction } from '~/features/notices/input';
import { countNotices, listNotices } from '~/features/notices/queries.server';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Bell, Check, Settings } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { PostButton } from '~/ui/post-button';
import { Tabs } from '~/ui/tabs';
import { NoticeItem } from './notice-item';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { searchParams } = new URL(request.url);
  const show = searchParams.get('show') === 'unread' ? ('unread' as const) : ('all' as const);
  const [list, unread] = await Promise.all([
    listNotices(ctx, show, readCursor(searchParams.get('after'))),
    countNotices(ctx),
  ]);
  return { ...list, unread, show, now: ctx.now };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, noticeAction);
  if (!input.ok) return invalid(input, input.typed);
  if (input.value.intent === 'read_all') {
    await readAllNotices(ctx);
    return redirectWithToast('/notices', { key: 'notice.done.read_all' });
  }
  await readNotice(ctx, input.value.noticeId);
  return redirect(safeRedirect(input.value.to, '/notices'));
}

export default function Notices() {
  const t = useT();
  const { rows, after, unread, show, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('notice.title')}
        tabs={
          <Tabs
            label={t('notice.show')}
            items={[
              { to: '/notices', label: t('notice.show.all'), active: show === 'all' },
              { to: '/notices?show=unread', label: t('notice.show.unread'), count: unread, active: show === 'unread' },
            ]}
          />
        }
      >
        {unread > 0 && (
          <PostButton icon={Check} action="/notices?index" fields={{ intent: 'read_all' }}>
            <span className="max-sm:sr-only">{t('notice.read_all')}</span>
          </PostButton>
        )}
        <ButtonLink to="/settings/notices" icon={Settings}>
          <span className="max-sm:sr-only">{t('notice.choices')}</span>
        </ButtonLink>
      </PageHead>
      <PageBody className="max-w-[760px]">
        <Card padded={false}>
          {rows.length === 0 ? (
            <EmptyState icon={Bell} title={show === 'unread' ? t('notice.empty_unread') : t('notice.empty')}>
              {t('notice.empty_hint')}
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line" aria-label={t('notice.list')}>
              {rows.map((notice) => (
                <li key={notice.id}>
                  <NoticeItem notice={notice} now={now} />
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Pager after={after} />
      </PageBody>
    </>
  );
}
