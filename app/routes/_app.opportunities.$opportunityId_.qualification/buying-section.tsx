import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { budgets } from '~/features/qualification/rules';
import { ChipField } from '~/ui/chip-group';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { MoneyInput } from '~/ui/money-input';
import { Select } from '~/ui/select';
import type { PageData } from './qualification-page';
import { Section } from './section';
import type { Live } from './use-live';

/** Whether there is money, who decides, and by when. */
export function BuyingSection({ data, live }: { data: PageData; live: Live }) {
  const t = useT();
  const f = useFormat();
  const { opportunity, contacts } = data;
  const { budget, deciderId, decisionOn, compellingEvent } = live.facts;
  const people = `${paths.account(opportunity.accountId)}/people`;
  const back = encodeURIComponent(`${paths.opportunity(opportunity.id)}/qualification`);
  const knowsDecider = contacts.some(({ buyingRole }) => buyingRole === 'decision_maker');
  return (
    <Section
      id="buying"
      title={t('qualification.buying')}
      done={[budget === 'known', deciderId, decisionOn, compellingEvent].filter(Boolean).length}
      of={4}
      fields={['budget', 'budgetFen', 'deciderId', 'decisionOn', 'compellingEvent']}
    >
      <FieldRow>
        <ChipField
          name="budget"
          label={t('qualification.budget')}
          options={budgets.map((one) => ({ value: one, label: t(`budget.${one}`) }))}
        />
        <Field
          name="budgetFen"
          label={t('qualification.budget_amount')}
          hint={t('qualification.budget_against', { amount: f.money(opportunity.totalFen) })}
        >
          <MoneyInput />
        </Field>
      </FieldRow>
      <Field
        name="deciderId"
        label={t('qualification.decider')}
        hint={
          <span className="flex flex-wrap gap-x-4 max-sm:[&>a]:min-h-11 max-sm:[&>a]:content-center">
            {contacts.length === 0 && <span>{t('qualification.decider_none')}</span>}
            {contacts.length > 0 && (
              <Link to={people} className="text-brand-ink underline underline-offset-2">
                {t('qualification.decider_people')}
              </Link>
            )}
            {!knowsDecider && (
              <Link
                to={`${people}?new=decision_maker&back=${back}`}
                className="text-brand-ink underline underline-offset-2"
              >
                {t('qualification.decider_add')}
              </Link>
            )}
          </span>
        }
      >
        <Select
          placeholder={t('qualification.unset')}
          options={contacts.map(({ id, name, title, buyingRole }) => ({
            value: id,
            label: [name, title, buyingRole && t(`contact.role.${buyingRole}`)].filter(Boolean).join(' · '),
          }))}
        />
      </Field>
      <FieldRow>
        <Field name="decisionOn" label={t('qualification.decision_on')}>
          <DateInput />
        </Field>
        <Field name="compellingEvent" label={t('qualification.event')}>
          <Input maxLength={300} placeholder={t('qualification.event_hint')} />
        </Field>
      </FieldRow>
    </Section>
  );
}
