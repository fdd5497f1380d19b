import { Form } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';

export function VerifyForm() {
  const t = useT();
  return (
    <Form method="get" action="/verify?index" className="grid gap-4">
      <Field name="number" label={t('verify.number')}>
        <Input maxLength={40} autoComplete="off" placeholder="JK-2611-…" className="num text-lg" />
      </Field>
      <SubmitButton size="lg" block>
        {t('verify.check')}
      </SubmitButton>
    </Form>
  );
}
