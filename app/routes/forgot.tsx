import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { findContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { mailServer } from '~/core/mail.server';
import { badRequest, invalid } from '~/core/refusals.server';
import { Door } from '~/features/access/door';
import { forgotInput } from '~/features/access/password';
import { askRecovery } from '~/features/access/recovery.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';

/** Open to all: for who cannot sign in. */
export async function loader({ request }: LoaderFunctionArgs) {
  if (await findContext(request)) throw redirect('/settings/password');
  return data({ isMailOff: mailServer === null });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const input = await readInput(request, forgotInput);
  if (!input.ok) return invalid(input, input.typed);
  if (!mailServer) throw badRequest();
  await askRecovery(input.value.email, context.ip);
  return { ok: true as const };
}

export default function Forgot() {
  const t = useT();
  const { isMailOff } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Door lead={t('access.forgot')}>
      {answer?.ok ? (
        <p role="status">{t('access.forgot_done')}</p>
      ) : isMailOff ? (
        <p role="status">{t('access.forgot_mail_off')}</p>
      ) : (
        <ActionForm>
          <p className="text-ink-2">{t('access.forgot_hint')}</p>
          <Field name="email" label={t('sign_in.email')} required>
            <Input type="email" autoComplete="username" autoFocus inputMode="email" />
          </Field>
          <SubmitButton variant="primary" size="lg" block>
            {t('access.forgot_go')}
          </SubmitButton>
        </ActionForm>
      )}
      <Link to="/login" className="mt-4 inline-flex min-h-11 items-center text-sm text-brand-ink">
        {t('access.to_sign_in')}
      </Link>
    </Door>
  );
}
