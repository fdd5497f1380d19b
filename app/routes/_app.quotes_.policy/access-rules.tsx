import { useFormat, useT } from '~/core/i18n';
import { regionName } from '~/features/accounts/regions';
import { accessTechnologies, verdicts } from '~/features/quotes/rules';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { PostButton } from '~/ui/post-button';
import { Select } from '~/ui/select';
import type { PolicyData } from './route';

const tones = { yes: 'ok', check: 'warn', no: 'bad' } as const;

/** What can be had where, how soon, and why not. */
export function AccessRules({ data }: { data: PolicyData }) {
  const t = useT();
  const f = useFormat();
  const { rules, ids } = data;
  const areaOf = (code: string) => regionName(code.padEnd(6, '0'), f.locale);
  return (
    <Card title={t('quote_policy.access')} note={t('quote_policy.access_note')}>
      {rules.length === 0 && <p className="text-ink-3">{t('quote_policy.empty')}</p>}
      <ul className="divide-y divide-line">
        {rules.map((rule) => (
          <li key={rule.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="w-20 font-medium">{t(`access.${rule.technology}`)}</span>
            <Badge tone={tones[rule.verdict]}>{t(`quote_site.verdict.${rule.verdict}`)}</Badge>
            <span className="min-w-0 flex-1 basis-48">
              {rule.divisions.length
                ? rule.divisions.map(areaOf).join(f.locale === 'en' ? ', ' : '\u3001')
                : t('quote_policy.everywhere')}
              <span className="block text-xs text-ink-3">{(f.locale === 'en' && rule.reasonEn) || rule.reason}</span>
            </span>
            <span className="num text-ink-2">
              {rule.leadDays !== null && t('quote_site.lead', { n: rule.leadDays })}
            </span>
            {rule.tenantId === null ? (
              <span className="text-xs text-ink-3">{t('quote_policy.group_default')}</span>
            ) : (
              <PostButton action="/quotes/policy" navigate size="sm" fields={{ intent: 'retire', id: rule.id }}>
                {t('quote_policy.retire')}
              </PostButton>
            )}
          </li>
        ))}
      </ul>
      <div className="mt-3 border-t border-line pt-3">
        <ActionForm own hidden={{ intent: 'rule', id: ids.rule }} labels={{ reason: t('quote_policy.reason') }}>
          <FieldRow>
            <Field name="technology" label={t('quote_site.technology')} required>
              <Select options={accessTechnologies.map((one) => ({ value: one, label: t(`access.${one}`) }))} />
            </Field>
            <Field name="divisions" label={t('quote_policy.divisions')} hint={t('quote_policy.divisions_hint')}>
              <Input maxLength={700} />
            </Field>
            <Field name="verdict" label={t('quote_policy.verdict')} required>
              <Select options={verdicts.map((one) => ({ value: one, label: t(`quote_site.verdict.${one}`) }))} />
            </Field>
            <Field name="leadDays" label={t('quote_policy.lead')}>
              <Input inputMode="numeric" maxLength={3} />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="reason" label={t('quote_policy.reason')} required>
              <Input maxLength={200} />
            </Field>
            <Field name="reasonEn" label={t('quote_policy.reason_en')}>
              <Input maxLength={200} />
            </Field>
          </FieldRow>
          <SubmitButton className="justify-self-start">{t('quote_policy.add')}</SubmitButton>
        </ActionForm>
      </div>
    </Card>
  );
}
