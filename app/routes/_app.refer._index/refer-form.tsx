import { useFetcher } from '@remix-run/react';
import { type FocusEvent, useState } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { referralInput } from '~/features/leads/input';
import { LeadFields, useLeadLabels } from '~/features/leads/lead-fields';
import { productLines } from '~/features/offerings/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Field } from '~/ui/field';
import { FileInput } from '~/ui/file-input';
import { CircleAlert } from '~/ui/icons';
import { Select } from '~/ui/select';
import { useZodForm } from '~/ui/use-zod-form';

type Given = { id: string; sells: boolean; sellingLines: string[]; line: string };

/** The form of thirty seconds; what earns nothing says so before it is sent. */
export function ReferForm({ data: { id, sells, sellingLines, line } }: { data: Given }) {
  const t = useT();
  const f = useFormat();
  const form = useZodForm(referralInput, { values: { company: '', contactName: '', phone: '', need: '', line } });
  const known = useFetcher<{ known: boolean | null }>();
  const [chosen, setChosen] = useState(line);
  const lines = sellingLines.map((one) => t.any(`line.${one}`)).join(f.locale === 'en' ? ', ' : '、');
  const nothing = known.data?.known
    ? t('reward.nothing_known')
    : !sells && sellingLines.includes(chosen)
      ? t('refer.own_line_chosen')
      : null;

  function ask(event: FocusEvent<HTMLFormElement>) {
    if (event.target.name !== 'company' && event.target.name !== 'phone') return;
    const typed = new FormData(event.currentTarget);
    const [company, phone] = [String(typed.get('company') ?? '').trim(), String(typed.get('phone') ?? '').trim()];
    if (company && phone.length >= 7) known.load(`/refer/known.json?${new URLSearchParams({ company, phone })}`);
  }

  return (
    <Card>
      <p className="mb-4 text-ink-2">
        {t('refer.hint')} {!sells && t('refer.first_counts')}
      </p>
      {sells && <p className="mb-4 rounded-md bg-info-soft px-3 py-2 text-info-ink">{t('reward.nothing_selling')}</p>}
      {!sells && lines && (
        <p className="mb-4 rounded-md bg-info-soft px-3 py-2 text-info-ink">{t('refer.own_line', { lines })}</p>
      )}
      <ActionForm
        form={form}
        action="/refer?index"
        encType="multipart/form-data"
        hidden={{ id }}
        labels={{ ...useLeadLabels(), file: t('refer.card') }}
        onBlur={ask}
      >
        <LeadFields />
        <Field name="line" label={t('refer.line')}>
          <Select
            placeholder="—"
            onChange={(event) => setChosen(event.currentTarget.value)}
            options={productLines.map((value) => ({ value, label: t(`line.${value}`) }))}
          />
        </Field>
        <Field name="file" label={t('refer.card')}>
          <FileInput accept="image/*" capture="environment" label={t('refer.card_take')} />
        </Field>
        <div aria-live="polite">
          {nothing && (
            <Callout tone="neutral" icon={CircleAlert} title={t('refer.no_reward')}>
              {nothing}
            </Callout>
          )}
        </div>
        <SubmitButton size="lg" block>
          {t('refer.send')}
        </SubmitButton>
      </ActionForm>
    </Card>
  );
}
