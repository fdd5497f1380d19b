import { useActionData } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { DateInput } from '~/ui/date-input';
import { Fact, Facts } from '~/ui/facts';
import { Field } from '~/ui/field';
import { Link } from '~/ui/link';
import { Select } from '~/ui/select';
import { Day } from '~/ui/value';
import type { RetireData } from './route';

/** The last day and what takes its place: chosen by who answers for the product, read by everybody else. */
export function PlanCard({ data }: { data: RetireData }) {
  const t = useT();
  const { locale } = useFormat();
  const { offering, substitute, choices, script, mayManage } = data;
  const answer = useActionData<{ typed?: { intent?: string } }>();
  return (
    <Card title={t('retirement.plan')}>
      {mayManage ? (
        <ActionForm
          key={answer?.typed?.intent === 'migrate' ? 'other' : 'own'}
          hidden={{ intent: 'plan', version: offering.version }}
          values={{ retiresOn: offering.retiresOn, substituteId: offering.substituteId }}
          labels={{ retiresOn: t('offering.retires_on'), substituteId: t('offering.substitute') }}
        >
          <Field name="retiresOn" label={t('offering.retires_on')} required>
            <DateInput />
          </Field>
          <Field name="substituteId" label={t('offering.substitute')}>
            <Select options={choices} placeholder={t('offering.none')} />
          </Field>
          <SubmitButton>{t('common.save')}</SubmitButton>
        </ActionForm>
      ) : offering.retiresOn ? (
        <Facts>
          <Fact label={t('offering.retires_on')}>
            <Day on={offering.retiresOn} />
          </Fact>
          <Fact label={t('offering.substitute')}>
            {substitute ? (
              <Link to={paths.offering(substitute.id)} className="text-brand-ink">
                {nameIn(locale, substitute)}
              </Link>
            ) : (
              t('offering.none')
            )}
          </Fact>
        </Facts>
      ) : (
        <p className="text-ink-2">{t('retirement.no_plan')}</p>
      )}
      {script && (
        <div className="mt-4 rounded-lg bg-sunken p-3">
          <p className="mb-1 text-xs text-ink-3">{t('retirement.script_title')}</p>
          <p>{script}</p>
        </div>
      )}
    </Card>
  );
}
