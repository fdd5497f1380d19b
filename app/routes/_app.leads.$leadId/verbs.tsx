import type { ReactNode } from 'react';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { disqualifyReasons } from '~/features/leads/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Combobox } from '~/ui/combobox';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Select } from '~/ui/select';

type May = Record<'accept' | 'pick' | 'convert' | 'giveBack' | 'disqualify' | 'assign', boolean>;
type LeadVerbsProps = {
  id: string;
  version: number;
  may: May;
  people: { value: string; label: string; hint?: string }[];
};

/** What can be done with the lead now: the next step large, the rest folded away. */
export function LeadVerbs({ id, version, may, people }: LeadVerbsProps) {
  const t = useT();
  return (
    <>
      {may.accept && (
        <ActionForm own hidden={{ intent: 'accept', version }}>
          <SubmitButton size="lg" block>
            {t('lead.accept')}
          </SubmitButton>
        </ActionForm>
      )}
      {may.pick && (
        <ActionForm own hidden={{ intent: 'pick' }}>
          <SubmitButton size="lg" block>
            {t('lead.pick')}
          </SubmitButton>
        </ActionForm>
      )}
      {may.convert && (
        <ButtonLink to={`${paths.lead(id)}/convert`} variant="primary" size="lg" block>
          {t('lead.convert')}
        </ButtonLink>
      )}
      {may.giveBack && (
        <ActionForm own hidden={{ intent: 'return', version }}>
          <SubmitButton variant="secondary" block>
            {t('lead.return')}
          </SubmitButton>
        </ActionForm>
      )}
      {may.assign && (
        <Folded title={t('lead.assign')}>
          <ActionForm own hidden={{ intent: 'assign', version }} labels={{ personId: t('lead.assign') }}>
            <Field name="personId" label={t('lead.assign')} required>
              <Combobox options={people} />
            </Field>
            <div>
              <SubmitButton>{t('lead.assign_go')}</SubmitButton>
            </div>
          </ActionForm>
        </Folded>
      )}
      {may.disqualify && (
        <Folded title={t('lead.disqualify')}>
          <ActionForm
            own
            hidden={{ intent: 'disqualify', version }}
            labels={{ reason: t('lead.reason'), answer: t('lead.answer') }}
          >
            <Field name="reason" label={t('lead.reason')} required>
              <Select
                placeholder={t('common.choose')}
                options={disqualifyReasons.map((one) => ({ value: one, label: t(`lead.reason.${one}`) }))}
              />
            </Field>
            <Field name="answer" label={t('lead.answer')} hint={t('lead.disqualify_hint')}>
              <Input maxLength={200} />
            </Field>
            <div>
              <SubmitButton variant="danger">{t('lead.disqualify')}</SubmitButton>
            </div>
          </ActionForm>
        </Folded>
      )}
    </>
  );
}

function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card padded={false}>
      <details>
        <summary className="flex min-h-11 cursor-pointer items-center px-4 font-medium">{title}</summary>
        <div className="border-t border-line p-4">{children}</div>
      </details>
    </Card>
  );
}
