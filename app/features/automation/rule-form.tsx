import { useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { ruleSubjects } from '~/core/rule-events';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Checkbox } from '~/ui/checkbox';
import { Field, FormActions } from '~/ui/field';
import { useHydrated } from '~/ui/hydrated';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';
import { mostConditions, subjectsOf } from './input';
import { fieldText, type RuleNames, subjectText } from './rule-words';
import { type RuleEvent, type RuleSubject, ruleEvents, settable, subjectOf } from './rules';
import { Whose } from './whose';

type RuleFormProps = {
  id: string;
  version: number;
  values: Record<string, unknown>;
  stages: { code: string; name: string }[];
  names: Omit<RuleNames, 'own'> & { own: { subject: RuleSubject; key: string; name: string; choices: string[] }[] };
};

/** Most rules have one or two conditions. */
const shownAtOnce = 2;
const lines = Array.from({ length: mostConditions }, (_, n) => n);

/** When, if, then: one form, tried out before it is saved. */
export function RuleForm({ id, version, values, stages, names }: RuleFormProps) {
  const t = useT();
  const { locale } = useFormat();
  const hydrated = useHydrated();
  const [event, setEvent] = useState((values.event as RuleEvent) ?? ruleEvents[0]);
  const on = subjectOf(event);
  // without scripts nobody narrows the lists: what does not belong to the event is said when it is sent
  const kinds = hydrated ? [on] : ruleSubjects;
  const own = names.own.filter(({ subject }) => kinds.includes(subject));
  const ownNames = own.map(({ key }) => `own:${key}`);
  const whats = [...new Set([...kinds.flatMap(subjectsOf), ...ownNames])].map((value) => ({
    value,
    label: subjectText(t, value, { own }),
  }));
  const fields = [...new Set([...kinds.flatMap((kind) => [...settable[kind]] as string[]), ...ownNames])].map(
    (value) => ({
      value,
      label: fieldText(t, value, { own }),
    }),
  );
  const choices = [...new Set(own.flatMap((field) => field.choices))];
  const sides = (['is', 'not'] as const).map((value) => ({ value, label: t(`automation.${value}_so`) }));
  const line = (n: number) => (
    <li key={n} className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_12rem_9rem]">
      <Field name={`conditions.${n}.what`} label={t('automation.condition', { n: n + 1 })}>
        <Select options={whats} placeholder={t('automation.no_condition')} />
      </Field>
      <Field name={`conditions.${n}.is`} label={t('automation.side')}>
        <Select options={sides} />
      </Field>
      <Field name={`conditions.${n}.value`} label={t('automation.value')}>
        <Input list={`${id}-values`} />
      </Field>
    </li>
  );
  return (
    <ActionForm key={`${id}:${version}:${locale}`} hidden={{ id, version }} values={values}>
      <Card title={t('automation.when')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field name="name" label={t('automation.name')} required className="sm:col-span-2">
            <Input maxLength={60} />
          </Field>
          <Field name="event" label={t('automation.event')} required>
            <Select
              options={ruleEvents.map((value) => ({ value, label: t(`automation.choice.${value}`) }))}
              onChange={({ target }) => setEvent(target.value as RuleEvent)}
            />
          </Field>
          <Field name="days" label={t('automation.days')} hint={t('automation.days_hint')}>
            <Input type="number" min={1} max={365} inputMode="numeric" />
          </Field>
          {kinds.includes('opportunity') && (
            <Field name="stage" label={t('automation.stage')}>
              <Select
                options={stages.map(({ code, name }) => ({ value: code, label: name }))}
                placeholder={t('automation.any_stage')}
              />
            </Field>
          )}
        </div>
      </Card>
      <Card title={t('automation.if')} note={t('automation.if_note')}>
        <datalist id={`${id}-values`}>
          {choices.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
        <Whose units={names.units} />
        <ul className="mt-3 grid gap-3">{lines.slice(0, shownAtOnce).map(line)}</ul>
        <details className="mt-3">
          <summary className="text-ink-2 max-sm:flex max-sm:min-h-11 max-sm:items-center">
            {t('automation.more_conditions')}
          </summary>
          <ul className="mt-3 grid gap-3">{lines.slice(shownAtOnce).map(line)}</ul>
        </details>
      </Card>
      <Card title={t('automation.then')}>
        <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_9rem]">
          <Field name="task" label={t('automation.task')} hint={t('automation.task_hint')}>
            <Input maxLength={200} />
          </Field>
          <Field name="taskDays" label={t('automation.in_days')}>
            <Input type="number" min={0} max={365} inputMode="numeric" placeholder="3" />
          </Field>
          {kinds.includes('opportunity') && (
            <>
              <Field name="nextStep" label={t('automation.next_step')} hint={t('automation.next_step_hint')}>
                <Input maxLength={200} />
              </Field>
              <Field name="nextStepDays" label={t('automation.in_days')}>
                <Input type="number" min={0} max={365} inputMode="numeric" placeholder="3" />
              </Field>
            </>
          )}
          {fields.length > 0 && (
            <>
              <Field name="setField" label={t('automation.set')} hint={t('automation.set_hint')}>
                <Select options={fields} placeholder={t('automation.no_field')} />
              </Field>
              <Field name="setValue" label={t('automation.set_value')}>
                <Input maxLength={200} list={`${id}-values`} />
              </Field>
            </>
          )}
          <Checkbox name="withNotice" label={t('automation.notice')} className="sm:col-span-2" />
          <Checkbox name="withEscalation" label={t('automation.escalation')} className="sm:col-span-2" />
          {names.webhooks.length > 0 && (
            <Field name="webhook" label={t('automation.webhook')} hint={t('automation.webhook_hint')}>
              <Select
                options={names.webhooks.map(({ id, name }) => ({ value: id, label: name }))}
                placeholder={t('automation.no_webhook')}
              />
            </Field>
          )}
        </div>
      </Card>
      <Checkbox name="isActive" label={t('automation.active')} hint={t('automation.active_hint')} />
      <FormActions>
        <SubmitButton name="intent" value="save">
          {t('common.save')}
        </SubmitButton>
        <SubmitButton name="intent" value="try" variant="secondary">
          {t('automation.try')}
        </SubmitButton>
      </FormActions>
    </ActionForm>
  );
}
