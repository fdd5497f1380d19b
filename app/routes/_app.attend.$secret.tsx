import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { type Attendance, attend } from '~/features/training/commands/session.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { CircleAlert, CircleCheck } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  return null;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'training.read');
  return { result: await attend(ctx, params.secret ?? '') };
}

export default function Attend() {
  const t = useT();
  const done = useActionData<{ result: Attendance }>();
  const isThere = done?.result === 'attended' || done?.result === 'again';
  const Icon = isThere ? CircleCheck : CircleAlert;
  return (
    <>
      <PageHead title={t('attend.title')} back="/learn" />
      <PageBody narrow>
        <Card>
          <div className="grid justify-items-center gap-4 py-8 text-center" role="status">
            {done && (
              <>
                <Icon className={isThere ? 'text-[48px] text-ok' : 'text-[48px] text-warn'} />
                <p className="text-lg font-semibold">{t(`attend.${done.result}`)}</p>
              </>
            )}
            {isThere ? (
              <ButtonLink to="/learn">{t('learn.title')}</ButtonLink>
            ) : (
              <ActionForm own>
                <SubmitButton size="lg">{t('attend.button')}</SubmitButton>
              </ActionForm>
            )}
          </div>
        </Card>
      </PageBody>
    </>
  );
}
