import { useT } from '~/core/i18n';
import { influences, tenders } from '~/features/qualification/rules';
import { ChipField } from '~/ui/chip-group';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { MoneyInput } from '~/ui/money-input';
import { StepRow } from '~/ui/step-row';
import { Section } from './section';
import type { Live } from './use-live';

const weights = ['price', 'technical', 'commercial'] as const;
const nameOf = { price: 'weightPrice', technical: 'weightTechnical', commercial: 'weightCommercial' } as const;

/** The facts of a tender; they show once it is one. */
export function TenderSection({ live: { facts } }: { live: Live }) {
  const t = useT();
  const isKnown = facts.tender !== 'unknown';
  const asked = [facts.tenderNo, facts.announcedOn, facts.bidDueOn, facts.tenderInfluence, facts.weightPrice];
  const isTender = facts.tender === 'yes';
  return (
    <Section
      id="tender"
      title={t('qualification.tender')}
      done={Number(isKnown) + (isTender ? asked.filter((one) => one !== null).length : 0)}
      of={1 + (isTender ? asked.length : 0)}
      fields={[
        'tender',
        'tenderNo',
        'announcedOn',
        'bidDueOn',
        'bidBondFen',
        ...Object.values(nameOf),
        'tenderInfluence',
      ]}
    >
      <div className="group/tender grid gap-4">
        <ChipField
          name="tender"
          label={t('qualification.is_tender')}
          options={tenders.map((one) => ({ value: one, label: t(`tender.${one}`) }))}
        />
        <div className="hidden gap-4 group-has-[[value=yes]:checked]/tender:grid">
          <FieldRow>
            <Field name="tenderNo" label={t('qualification.tender_no')}>
              <Input maxLength={80} />
            </Field>
            <Field name="bidBondFen" label={t('qualification.bid_bond')}>
              <MoneyInput />
            </Field>
          </FieldRow>
          <FieldRow>
            <Field name="announcedOn" label={t('qualification.announced_on')}>
              <DateInput />
            </Field>
            <Field name="bidDueOn" label={t('qualification.bid_due_on')}>
              <DateInput />
            </Field>
          </FieldRow>
          <fieldset className="min-w-0">
            <legend className="mb-1 text-xs font-medium text-ink-2 max-sm:text-sm">{t('qualification.weights')}</legend>
            <div className="grid grid-cols-3 gap-2">
              {weights.map((one) => (
                <Field key={one} name={nameOf[one]} label={t(`qualification.weight_${one}`)}>
                  <Input inputMode="numeric" maxLength={3} className="num text-right" />
                </Field>
              ))}
            </div>
          </fieldset>
          <StepRow
            name="tenderInfluence"
            label={t('qualification.influence')}
            steps={[
              { value: '', label: '—', title: t('qualification.unset') },
              ...influences.map((one) => ({ value: one, label: t(`tender_influence.${one}`) })),
            ]}
          />
        </div>
      </div>
    </Section>
  );
}
