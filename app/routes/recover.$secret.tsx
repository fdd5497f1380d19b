import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { Door } from '~/features/access/door';
import { recoverInput } from '~/features/access/password';
import { NewPasswordField } from '~/features/access/password-field';
import { findRecovery, finishRecovery } from '~/features/access/recovery.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';

/** Open to who holds the secret of a mail. Looking changes nothing: mail programs look too. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const who = await findRecovery(params.secret ?? '', context.ip);
  return data({ email: who?.email ?? null }, { headers: { 'Referrer-Policy': 'no-referrer' } });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const input = await readInput(request, recoverInput);
  if (!input.ok) return invalid(input);
  const done = await finishRecovery(params.secret ?? '', input.value.password, context.ip);
  return done.ok ? { ok: true as const } : invalid(done);
}

export default function Recover() {
  const t = useT();
  const { email } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Door lead={t('access.recover')}>
      {answer?.ok ? (
        <div role="status" className="grid gap-4">
          <p>{t('access.recover_done')}</p>
          <ButtonLink to="/login" variant="primary" size="lg" block>
            {t('access.to_sign_in')}
          </ButtonLink>
        </div>
      ) : email === null ? (
        <div role="status" className="grid gap-2">
          <p>{t('access.link_over')}</p>
          <Link to="/forgot" className="inline-flex min-h-11 items-center text-brand-ink">
            {t('access.forgot_again')}
          </Link>
        </div>
      ) : (
        <ActionForm labels={{ password: t('access.new_password') }}>
          <p className="text-ink-2">{t('access.recover_hint')}</p>
          <Input
            type="email"
            name="email"
            value={email}
            readOnly
            autoComplete="username"
            aria-label={t('sign_in.email')}
          />
          <NewPasswordField />
          <SubmitButton variant="primary" size="lg" block>
            {t('access.password_save')}
          </SubmitButton>
        </ActionForm>
      )}
    </Door>
  );
}
