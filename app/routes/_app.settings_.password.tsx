import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { changePassword } from '~/features/access/commands/password.server';
import { EndKeysBox } from '~/features/access/end-keys-box';
import { changePasswordInput } from '~/features/access/password';
import { NewPasswordField } from '~/features/access/password-field';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const { actor } = await requireContext(request);
  return { email: actor.email, title: translate(actor.locale)('access.password') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, changePasswordInput);
  if (!input.ok) return invalid(input);
  const changed = await changePassword(ctx, input.value, context.ip ?? 'unknown');
  return changed.ok ? redirectWithToast('/settings', { key: 'access.password_changed' }) : invalid(changed);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Password() {
  const t = useT();
  const { email } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('access.password')} back="/settings" />
      <PageBody narrow>
        <Card>
          <ActionForm labels={{ current: t('access.current_password'), password: t('access.new_password') }}>
            <p className="text-ink-2">{t('access.password_hint')}</p>
            {/* for password managers */}
            <input type="text" name="email" value={email} readOnly autoComplete="username" hidden />
            <Field name="current" label={t('access.current_password')} required>
              <Input type="password" autoComplete="current-password" maxLength={200} />
            </Field>
            <NewPasswordField />
            <EndKeysBox />
            <div>
              <SubmitButton>{t('access.password_save')}</SubmitButton>
            </div>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
