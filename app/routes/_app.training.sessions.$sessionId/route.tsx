import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { env } from '~/core/env.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { isId } from '~/core/ids';
import { checked, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import { qrPath } from '~/features/confirmations/qr.server';
import { nameIn } from '~/features/offerings/named';
import { callOff, saveSession } from '~/features/training/commands/session.server';
import { sessionInput } from '~/features/training/course-input';
import { listCourseOptions } from '~/features/training/queries/courses.server';
import { listTrainers } from '~/features/training/queries/people.server';
import { codeOf, getSession, listSeats } from '~/features/training/queries/sessions.server';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { QrCode } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { QrCard } from './qr-card';
import { SeatsCard } from './seats-card';
import { SessionForm } from './session-form';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const id = params.sessionId ?? '';
  if (!isId(id)) throw notFound();
  const url = new URL(request.url);
  const isNew = url.searchParams.has('new');
  const [session, seats, courses, trainers] = await Promise.all([
    isNew ? null : getSession(ctx, id),
    isNew ? [] : listSeats(ctx, id),
    listCourseOptions(ctx),
    listTrainers(ctx),
  ]);
  const code = session && url.searchParams.has('qr') ? await codeOf(ctx, id) : null;
  const address = code && `${env.ORIGIN ? new URL(env.ORIGIN).origin : url.origin}/attend/${code}`;
  return { id, session, seats, courses, trainers, qr: address && { address, ...qrPath(address) } };
}
export type SessionShown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.manage');
  const id = params.sessionId ?? '';
  const body = await readBody(request);
  if (body.intent === 'call_off') {
    const done = await callOff(ctx, id);
    return done.ok
      ? redirectWithToast(`/training/sessions/${id}`, { key: 'session_place.called_off_toast' })
      : invalid(done, body);
  }
  const saved = await checked({ ...body, id }, sessionInput, (input) => saveSession(ctx, input));
  if (!saved.ok) return invalid(saved, body);
  return redirectWithToast(`/training/sessions/${saved.value.id}`, { key: 'session_place.saved' });
}

export default function SessionPage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { session, qr } = data;
  const title = session ? nameIn(f.locale, { name: session.course, nameEn: session.courseEn }) : t('session_place.new');
  return (
    <>
      <PageHead title={title} back="/training/sessions">
        {session && !session.cancelledAt && !qr && (
          <ButtonLink to="?qr=1" variant="primary" icon={QrCode}>
            {t('session_place.qr_show')}
          </ButtonLink>
        )}
      </PageHead>
      <PageBody>
        {session?.cancelledAt && (
          <div>
            <Badge tone="bad">{t('session_place.called_off')}</Badge>
          </div>
        )}
        {qr && <QrCard {...qr} />}
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
          {session && <SeatsCard session={session} seats={data.seats} />}
          {!session?.cancelledAt && (
            <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <SessionForm key={`${data.id} ${session?.version}`} data={data} />
              {session && (
                <ActionForm own hidden={{ intent: 'call_off' }}>
                  <div>
                    <SubmitButton variant="ghost">{t('session_place.call_off')}</SubmitButton>
                  </div>
                </ActionForm>
              )}
            </div>
          )}
        </div>
      </PageBody>
    </>
  );
}
