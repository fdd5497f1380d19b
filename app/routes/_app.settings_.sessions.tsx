import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { endOwnSessions } from '~/features/access/commands/end-sessions.server';
import { EndAllForm } from '~/features/access/end-all-form';
import { endAllInput } from '~/features/access/input';
import { revokeSession } from '~/features/people/commands/sessions.server';
import { sessionInput } from '~/features/people/input';
import { listOwnSessions } from '~/features/people/queries/sessions.server';
import { SessionRow } from '~/features/people/session-row';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';

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
  if (body.intent === 'others') await endOwnSessions(ctx, endAllInput.parse(body));
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
      <PageHead title={t('session.title')} back="/settings" />
      <PageBody narrow>
        <p className="text-ink-2">{t('session.hint')}</p>
        <Card padded={false}>
          <ul className="divide-y divide-line">
            {sessions.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                mark={session.current && <Badge tone="ok">{t('session.this')}</Badge>}
                how={t(`role.${session.role}`)}
                now={now}
              >
                {!session.current && (
                  <PostButton size="sm" navigate fields={{ id: session.id }}>
                    {t('session.revoke')}
                  </PostButton>
                )}
              </SessionRow>
            ))}
          </ul>
        </Card>
        <Card title={t('session.revoke_others')}>
          <EndAllForm intent="others" label={t('session.revoke_others_short')} />
        </Card>
      </PageBody>
    </>
  );
}
