import { useT } from '~/core/i18n';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { shortestPassword } from './password';

export function NewPasswordField() {
  const t = useT();
  const hint = t('access.password_rule', { n: shortestPassword });
  return (
    <Field name="password" label={t('access.new_password')} hint={hint} required>
      <Input type="password" autoComplete="new-password" minLength={shortestPassword} maxLength={200} />
    </Field>
  );
}
