import { useT } from '~/core/i18n';
import { yuanText } from '~/core/money';
import type { Target } from '~/features/review/goals/queries.server';
import type { Period } from '~/features/review/goals/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field } from '~/ui/field';
import { MoneyInput } from '~/ui/money-input';

/** Opens at its line, without JavaScript too. */
export function GoalForm({ id, target, period, back }: { id: string; target: Target; period: Period; back: string }) {
  const t = useT();
  return (
    <details className="text-left">
      <summary className="ml-auto inline-flex w-fit items-center text-brand-ink hover:underline max-sm:min-h-11">
        {t('goal.set')}
        <span className="sr-only"> {t('goal.set_for', { name: target.name })}</span>
      </summary>
      <ActionForm
        key={`${target.key} ${target.version} ${period.startsOn}`}
        values={{ totalFen: target.goalFen === null ? '' : yuanText(target.goalFen) }}
        hidden={{
          id,
          [target.kind === 'unit' ? 'unitId' : 'personId']: target.key,
          length: period.length,
          startsOn: period.startsOn,
          version: target.version,
          name: target.name,
          back,
        }}
        labels={{ totalFen: t('goal.goal') }}
        className="w-64 py-2"
      >
        <Field name="totalFen" label={t('goal.set_for', { name: target.name })} hint={t('goal.set_hint')}>
          <MoneyInput />
        </Field>
        <div className="mt-2">
          <SubmitButton>{t('common.save')}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}
