import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { env } from '~/core/env.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { closeFeed, openFeed } from '~/features/calendar/commands.server';
import { feedInput } from '~/features/calendar/input';
import { findFeed } from '~/features/calendar/queries.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { ChipField } from '~/ui/chip-group';
import { CalendarDays } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'calendar.feed');
  const feed = await findFeed(ctx);
  return {
    feed: feed && {
      showsDetails: feed.showsDetails,
      createdAt: feed.createdAt.toISOString(),
      readAt: feed.readAt?.toISOString() ?? null,
    },
    title: translate(ctx.actor.locale)('calendar.title'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'close') {
    await closeFeed(ctx);
    return redirectWithToast('/settings/calendar', { key: 'calendar.closed' });
  }
  const input = checkInput(body, feedInput);
  if (!input.ok) return invalid(input, body);
  const feed = await openFeed(ctx, input.value);
  if (!feed.ok) return invalid(feed, body);
  const origin = env.ORIGIN ? new URL(env.ORIGIN).origin : new URL(request.url).origin;
  return { ok: true as const, address: `${origin}/calendar/${feed.value.secret}.ics` };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function CalendarSettings() {
  const t = useT();
  const f = useFormat();
  const { feed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const address = answer?.ok ? answer.address : null;
  return (
    <>
      <PageHead title={t('calendar.title')} back="/settings" />
      <PageBody narrow>
        {address && (
          <Callout tone="ok" icon={CalendarDays} title={t('calendar.address_once')}>
            <div className="grid gap-2">
              <input
                readOnly
                value={address}
                aria-label={t('calendar.address')}
                onFocus={(event) => event.currentTarget.select()}
                className="control num text-sm"
              />
              <a
                href={address.replace(/^https?:/, 'webcal:')}
                className="w-fit text-brand-ink hover:underline max-sm:py-3"
              >
                {t('calendar.subscribe')}
              </a>
            </div>
          </Callout>
        )}
        <Card title={t('calendar.feed')}>
          <p className="mb-4 text-ink-2">{t('calendar.purpose')}</p>
          {feed && (
            <p className="mb-4 text-sm text-ink-3">
              {t('calendar.since', { at: f.dateTime(feed.createdAt) })} ·{' '}
              {feed.readAt ? t('calendar.read', { at: f.dateTime(feed.readAt) }) : t('calendar.never_read')}
            </p>
          )}
          <ActionForm values={{ showsDetails: feed?.showsDetails ? '1' : '0' }}>
            <ChipField
              name="showsDetails"
              label={t('calendar.content')}
              options={[
                { value: '0', label: t('calendar.titles_only') },
                { value: '1', label: t('calendar.details') },
              ]}
            />
            <div>
              <SubmitButton variant={feed ? 'secondary' : 'primary'}>
                {t(feed ? 'calendar.renew' : 'calendar.open')}
              </SubmitButton>
            </div>
            {feed && <p className="text-xs text-ink-3">{t('calendar.renew_hint')}</p>}
          </ActionForm>
          {feed && (
            <div className="mt-4 border-t border-line pt-4">
              <PostButton action="/settings/calendar" fields={{ intent: 'close' }} variant="danger">
                {t('calendar.close')}
              </PostButton>
            </div>
          )}
        </Card>
      </PageBody>
    </>
  );
}
