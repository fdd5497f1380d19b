import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { ConfirmFrame } from '~/features/confirmations/confirm-frame';
import { hiddenMeta } from '~/features/confirmations/hidden-meta';
import { endMails } from '~/features/mail/end.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';

export const meta = hiddenMeta;

/** Open to all: the secret is the key. Only a post ends anything; mail programs post here by themselves (RFC 8058). */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const isKnown = await endMails(params.secret!, false, context.ip);
  return data({ isKnown }, { status: isKnown ? 200 : 404 });
}

export async function action({ params, context }: ActionFunctionArgs) {
  const hasEnded = await endMails(params.secret!, true, context.ip);
  return data({ hasEnded }, { status: hasEnded ? 200 : 404 });
}

export default function Unsubscribe() {
  const t = useT();
  const { isKnown } = useLoaderData<typeof loader>();
  const hasEnded = useActionData<typeof action>()?.hasEnded;
  const [title, hint] = hasEnded
    ? [t('mail.ended'), t('mail.end_hint')]
    : isKnown
      ? [t('mail.end_question'), t('mail.end_hint')]
      : [t('mail.end_unknown'), t('mail.end_unknown_hint')];
  return (
    <ConfirmFrame title={t('mail.end_title')}>
      <p role="status" className="text-lg font-semibold">
        {title}
      </p>
      <p className="mt-2 text-ink-2">{hint}</p>
      {!isKnown && (
        <ButtonLink to="/settings/notices" size="lg" block className="mt-5" reloadDocument>
          {t('mail.to_settings')}
        </ButtonLink>
      )}
      {isKnown && !hasEnded && (
        <ActionForm className="mt-5">
          <SubmitButton size="lg" block>
            {t('mail.end_now')}
          </SubmitButton>
        </ActionForm>
      )}
    </ConfirmFrame>
  );
}
