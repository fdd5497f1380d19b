import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { ConfirmFrame } from '~/features/confirmations/confirm-frame';
import { digitsOf, isCode } from '~/features/confirmations/rules';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';

/** Open to all: a customer types the digits here. */
export async function loader({ request }: LoaderFunctionArgs) {
  const typed = new URL(request.url).searchParams.get('code');
  const code = typed === null ? '' : digitsOf(typed);
  if (isCode(code)) throw redirect(`/confirm/${code}`);
  return { isWrong: typed !== null };
}

export default function EnterCode() {
  const t = useT();
  const { isWrong } = useLoaderData<typeof loader>();
  return (
    <ConfirmFrame>
      <Form method="get" className="grid gap-4">
        <p className="text-ink-2">{t('confirmation.enter')}</p>
        {isWrong && (
          <p role="alert" className="text-bad-ink">
            {t('confirmation.unknown')}
          </p>
        )}
        <Field name="code" label={t('confirmation.code')}>
          <Input inputMode="numeric" autoComplete="one-time-code" maxLength={12} autoFocus className="num text-xl" />
        </Field>
        <SubmitButton size="lg" block>
          {t('confirmation.next')}
        </SubmitButton>
      </Form>
    </ConfirmFrame>
  );
}
