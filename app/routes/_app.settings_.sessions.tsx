import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { revokeOtherSessions, revokeSession } from '~/features/people/commands/sessions.server';
import { deviceName } from '~/features/people/devices';
import { sessionInput } from '~/features/people/input';
import { listOwnSessions } from '~/features/people/queries/sessions.server';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { MonitorSmartphone } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { When } from '~/ui/value';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const sessions = await listOwnSessions(ctx);
  return {
    sessions: sessions.map((session) => ({
      ...session,
      createdAt: session.createdAt.toISOString(),
      seenAt: session.seenAt.toISOString(),
      current: session.id === ctx.actor.sessionId,
    })),
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('session.title'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'others') await revokeOtherSessions(ctx);
  else {
    const input = checkInput(body, sessionInput);
    if (!input.ok) return invalid(input);
    await revokeSession(ctx, input.value.id);
  }
  return redirectWithToast('/settings/sessions', { key: 'session.revoked' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Sessions() {
  const t = useT();
  const { sessions, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('session.title')} back="/settings">
        {sessions.length > 1 && (
          <PostButton variant="danger" navigate fields={{ intent: 'others' }}>
            {t('session.revoke_others')}
          </PostButton>
        )}
      </PageHead>
      <PageBody narrow>
        <p className="text-ink-2">{t('session.hint')}</p>
        <Card padded={false}>
          <ul className="divide-y divide-line">
            {sessions.map((session) => (
              <li key={session.id} className="flex items-center gap-3 px-4 py-3">
                <MonitorSmartphone className="shrink-0 text-[20px] text-ink-3" />
                <div className="min-w-0 flex-1">
                  <div className="flex flex-wrap items-center gap-2">
                    <span className="truncate font-medium">
                      {deviceName(session.device) || t('session.unknown_device')}
                    </span>
                    {session.current && <Badge tone="ok">{t('session.this')}</Badge>}
                  </div>
                  <div className="flex flex-wrap gap-x-3 text-xs text-ink-3">
                    <span>{t(`role.${session.role}`)}</span>
                    {session.address && <span className="num">{session.address}</span>}
                    <span>
                      {t('session.seen')} <When at={session.seenAt} now={now} />
                    </span>
                    <span>
                      {t('session.since')} <When at={session.createdAt} now={now} />
                    </span>
                  </div>
                </div>
                {!session.current && (
                  <PostButton size="sm" navigate fields={{ id: session.id }}>
                    {t('session.revoke')}
                  </PostButton>
                )}
              </li>
            ))}
          </ul>
        </Card>
      </PageBody>
    </>
  );
}
