import { useT } from '~/core/i18n';
import { Field } from '~/ui/field';
import { Input } from '~/ui/input';
import { Textarea } from '~/ui/textarea';

/** What every form about a lead asks; `of` names whose words it speaks. */
export function LeadFields({ of = 'lead' }: { of?: 'lead' | 'enquiry' }) {
  const t = useT();
  return (
    <>
      <Field name="company" label={t(`${of}.company`)} required>
        <Input maxLength={120} autoComplete="organization" />
      </Field>
      <Field name="contactName" label={t(`${of}.contact`)} required>
        <Input maxLength={60} autoComplete="off" />
      </Field>
      <Field name="phone" label={t('lead.phone')} required>
        <Input type="tel" inputMode="tel" maxLength={40} autoComplete="off" />
      </Field>
      <Field name="need" label={t('lead.need')} hint={t('lead.need_hint')} required>
        <Textarea rows={2} maxLength={500} />
      </Field>
    </>
  );
}

export const useLeadLabels = () => {
  const t = useT();
  return { company: t('lead.company'), contactName: t('lead.contact'), phone: t('lead.phone'), need: t('lead.need') };
};
