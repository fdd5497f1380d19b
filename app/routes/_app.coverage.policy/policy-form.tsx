import { useActionData } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import type { Refused } from '~/core/result';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { grades } from '~/features/accounts/rules';
import type { StaleDetails } from '~/features/accounts/stale.server';
import { policyInput } from '~/features/coverage/input';
import { longestInterval, type Policy } from '~/features/coverage/policy';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Field, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { useZodForm } from '~/ui/use-zod-form';

/** A line per grade: how often the account manager, how often a leader. */
export function PolicyForm({ policy, version }: { policy: Policy; version: number }) {
  const t = useT();
  const form = useZodForm(policyInput, { values: policy });
  const fields = grades.flatMap((grade) => [`manager${grade}` as const, `leader${grade}` as const]);
  const labels = Object.fromEntries(fields.map((field) => [field, t(`coverage.${field}`)]));
  const days = (field: (typeof fields)[number], required: boolean) => (
    <Field name={field} label={t(required ? 'coverage.manager_days' : 'coverage.leader_days')} required={required}>
      <Input
        type="number"
        inputMode="numeric"
        min={1}
        max={longestInterval}
        suffix={t('coverage.working_days')}
        aria-label={labels[field]}
      />
    </Field>
  );
  return (
    <ActionForm form={form} hidden={{ version }} labels={labels}>
      <StaleNote />
      <div className="divide-y divide-line rounded-[10px] border border-line bg-surface shadow-card max-sm:rounded-2xl">
        {grades.map((grade) => (
          <div key={grade} className="grid grid-cols-2 items-start gap-3 p-4 sm:grid-cols-[5rem_1fr_1fr]">
            <span className="max-sm:col-span-2 sm:pt-7">
              <GradeBadge grade={grade} />
            </span>
            {days(`manager${grade}`, true)}
            {days(`leader${grade}`, false)}
          </div>
        ))}
      </div>
      <p className="text-xs text-ink-3">{t('coverage.leader_hint')}</p>
      <FormActions>
        <SubmitButton>{t('common.save')}</SubmitButton>
      </FormActions>
    </ActionForm>
  );
}

/** Who changed which interval while this was being typed. */
function StaleNote() {
  const t = useT();
  const { locale } = useFormat();
  const answer = useActionData<Refused>();
  if (answer?.ok !== false || answer.reason !== 'stale' || !answer.details) return null;
  const { who, fields } = answer.details as StaleDetails;
  const names = fields.map((field) => `coverage.${field}`).filter((key) => t.has(key));
  const list = new Intl.ListFormat(locale, { style: 'narrow', type: 'conjunction' });
  return (
    <p role="status" className="rounded-lg border border-warn/40 bg-warn-soft px-3 py-2 text-warn-ink">
      {t('coverage.stale_by', {
        who: who ?? t('coverage.somebody'),
        fields: list.format(names.map((key) => t.any(key))),
      })}
    </p>
  );
}
