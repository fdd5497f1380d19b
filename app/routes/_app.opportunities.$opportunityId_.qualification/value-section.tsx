import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Field, FieldRow } from '~/ui/field';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { StepRow } from '~/ui/step-row';
import type { PageData } from './qualification-page';
import { Section } from './section';
import type { Live } from './use-live';

/** What the order is worth: in money, by its margin, and beyond that. */
export function ValueSection({ data: { opportunity, mayEdit }, live }: { data: PageData; live: Live }) {
  const t = useT();
  const f = useFormat();
  const { marginPercent, strategicWeight } = live.facts;
  const steps = [
    { value: '', label: '—', title: t('qualification.unset') },
    ...[1, 2, 3, 4, 5].map((n) => ({
      value: String(n),
      label: String(n),
      title: t('qualification.strategic_n', { n }),
    })),
  ];
  return (
    <Section
      id="value"
      title={t('qualification.value')}
      done={[marginPercent, strategicWeight].filter((one) => one !== null).length}
      of={2}
      fields={['marginPercent', 'strategicWeight', 'strategicWhy']}
    >
      <FieldRow>
        <div>
          <p className="mb-1 text-xs font-medium text-ink-2 max-sm:text-sm">{t('qualification.tcv')}</p>
          <p className="num flex min-h-8 items-center gap-3 text-base font-semibold max-sm:min-h-11">
            {f.money(opportunity.totalFen)}
            {mayEdit && (
              <Link
                to={`${paths.opportunity(opportunity.id)}/edit?field=oneOffFen`}
                className="text-xs font-normal text-brand-ink underline underline-offset-2 max-sm:min-h-11 max-sm:content-center print:hidden"
              >
                {t('qualification.tcv_edit')}
              </Link>
            )}
          </p>
        </div>
        <Field
          name="marginPercent"
          label={t('qualification.margin')}
          hint={
            marginPercent === null
              ? undefined
              : t('qualification.margin_is', {
                  amount: f.money(Math.round((opportunity.totalFen * marginPercent) / 100)),
                })
          }
        >
          <Input maxLength={4} className="num text-right" />
        </Field>
      </FieldRow>
      <div className="grid items-end gap-2 sm:grid-cols-2">
        <div>
          <StepRow name="strategicWeight" label={t('qualification.strategic')} steps={steps} />
        </div>
        <Field name="strategicWhy" label={t('qualification.strategic_why')}>
          <Input maxLength={300} placeholder={t('qualification.strategic_why_hint')} />
        </Field>
      </div>
      <p className="-mt-2 text-xs text-ink-3">{t('qualification.strategic_hint')}</p>
    </Section>
  );
}
