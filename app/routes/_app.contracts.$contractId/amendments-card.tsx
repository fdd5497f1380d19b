import { useFormat, useT } from '~/core/i18n';
import { writtenKinds } from '~/features/contracts/rules';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { DateInput } from '~/ui/date-input';
import { Field } from '~/ui/field';
import { Fold } from '~/ui/fold';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';
import type { ContractShown } from './route';

/** What was agreed later, and how it ends before its day. */
export function AmendmentsCard({ data }: { data: ContractShown }) {
  const t = useT();
  const f = useFormat();
  const { amendments, contract, mayWrite, newId, today } = data;
  const runs = contract.state === 'active' && mayWrite;
  return (
    <Card title={t('contract.amendments')} note={amendments.length || undefined}>
      {amendments.length === 0 && <p className="text-ink-3">{t('contract.no_amendments')}</p>}
      <ul className="grid gap-2">
        {amendments.map((one) => (
          <li key={one.id}>
            <p className="text-sm text-ink-3">
              {t(`contract.kind.${one.kind}`)} · {f.day(one.effectiveOn)}
              {one.endsOn && ` · ${t('contract.until', { day: f.day(one.endsOn) })}`}
              {one.by && ` · ${one.by}`}
            </p>
            {one.text && <p className="whitespace-pre-line">{one.text}</p>}
          </li>
        ))}
      </ul>
      {runs && (
        <Fold title={t('contract.amend')} className="mt-3 border-t border-line py-1 text-ink-2">
          <ActionForm
            own
            key={newId}
            hidden={{ intent: 'amend', id: newId, version: contract.version }}
            values={{ kind: 'other', effectiveOn: today }}
            className="grid gap-3 pb-2 text-ink"
          >
            <div className="grid gap-3 sm:grid-cols-3">
              <Field name="kind" label={t('contract.kind')} required>
                <Select options={writtenKinds.map((kind) => ({ value: kind, label: t(`contract.kind.${kind}`) }))} />
              </Field>
              <Field name="effectiveOn" label={t('contract.effective_on')} required>
                <DateInput />
              </Field>
              <Field name="endsOn" label={t('contract.new_end')}>
                <DateInput />
              </Field>
            </div>
            <Field name="text" label={t('contract.text')} required>
              <Textarea rows={2} maxLength={2000} />
            </Field>
            <div>
              <SubmitButton variant="secondary">{t('contract.amend')}</SubmitButton>
            </div>
          </ActionForm>
        </Fold>
      )}
      {runs && (
        <Fold title={t('contract.terminate')} className="border-t border-line pt-1 text-ink-2">
          <ActionForm
            own
            hidden={{ intent: 'terminate', version: contract.version }}
            values={{ closedOn: today }}
            className="grid gap-3 pb-2 text-ink"
          >
            <Field name="closedOn" label={t('contract.closed_on')} required>
              <DateInput />
            </Field>
            <Field name="closeNote" label={t('contract.close_note')} required>
              <Textarea rows={2} maxLength={1000} />
            </Field>
            <div>
              <SubmitButton variant="danger">{t('contract.terminate')}</SubmitButton>
            </div>
          </ActionForm>
        </Fold>
      )}
    </Card>
  );
}
