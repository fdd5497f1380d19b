import { useT } from '~/core/i18n';
import { longestDays } from '~/features/api/rules';
import { isWhole, scopeWords } from '~/features/api/scope-words';
import { scopes } from '~/features/api/scopes';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Checkbox } from '~/ui/checkbox';
import { Field, FieldRow } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { Input } from '~/ui/input';

export function NewTokenForm({ id }: { id: string }) {
  const t = useT();
  const choices = (whole: boolean) =>
    scopes
      .filter((scope) => isWhole(scope) === whole)
      .map((scope) => (
        <Checkbox
          key={scope}
          name="scopes"
          value={scope}
          defaultChecked={scope === 'read'}
          label={scopeWords(t, scope)}
        />
      ));
  return (
    <ActionForm
      action="/settings/tokens"
      hidden={{ id }}
      values={{ days: 90 }}
      labels={{ name: t('token.name'), days: t('token.days'), scopes: t('token.scopes') }}
    >
      <FieldRow>
        <Field name="name" label={t('token.name')} hint={t('token.name_hint')} required>
          <Input maxLength={80} />
        </Field>
        <Field name="days" label={t('token.days')} required>
          <Input type="number" min={1} max={longestDays} inputMode="numeric" />
        </Field>
      </FieldRow>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">{t('token.scopes')}</legend>
        {choices(true)}
        <Fold title={t('token.only_some')}>
          <div className="grid gap-2 pt-2 sm:grid-cols-2">{choices(false)}</div>
        </Fold>
      </fieldset>
      <div>
        <SubmitButton>{t('token.new')}</SubmitButton>
      </div>
    </ActionForm>
  );
}
