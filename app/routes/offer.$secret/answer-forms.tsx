import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Checkbox } from '~/ui/checkbox';
import { Field } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { Input } from '~/ui/input';
import { Textarea } from '~/ui/textarea';

/** Yes, with a name to it; or no, folded away below. */
export function AnswerForms() {
  const t = useT();
  const labels = { name: t('offer.your_name'), title: t('offer.your_title') };
  const who = (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field name="name" label={labels.name} required>
        <Input autoComplete="name" maxLength={80} />
      </Field>
      <Field name="title" label={labels.title}>
        <Input autoComplete="organization-title" maxLength={80} />
      </Field>
    </div>
  );
  return (
    <section className="mt-6 border-t border-line pt-5">
      <h2 className="mb-3 font-semibold">{t('offer.your_answer')}</h2>
      <ActionForm own hidden={{ intent: 'accept' }} labels={labels} className="grid gap-4">
        {who}
        <Checkbox name="agreed" label={t('offer.agree')} />
        <SubmitButton size="lg" block>
          {t('offer.accept')}
        </SubmitButton>
      </ActionForm>
      <Fold title={t('offer.rather_not')} className="mt-3 text-ink-2">
        <ActionForm own hidden={{ intent: 'decline' }} labels={labels} className="grid gap-4 text-ink">
          {who}
          <Field name="reason" label={t('offer.why')}>
            <Textarea rows={2} maxLength={1000} />
          </Field>
          <SubmitButton size="lg" block variant="secondary">
            {t('offer.decline')}
          </SubmitButton>
        </ActionForm>
      </Fold>
    </section>
  );
}
