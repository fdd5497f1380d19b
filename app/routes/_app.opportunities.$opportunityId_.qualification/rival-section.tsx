import clsx from 'clsx';
import { useT } from '~/core/i18n';
import { gapAspects, isRated, mostGaps, strongest, totalGap, widestGap } from '~/features/qualification/rules';
import { useRowList } from '~/features/visits/row-list';
import { Unregistered } from '~/features/visits/unregistered';
import { Button, IconButton } from '~/ui/button';
import { DivergingChart } from '~/ui/diverging-chart';
import { Field, FieldError } from '~/ui/field';
import { useFormScope } from '~/ui/form-scope';
import { Plus, X } from '~/ui/icons';
import { Select } from '~/ui/select';
import { StepRow } from '~/ui/step-row';
import type { PageData } from './qualification-page';
import { Section } from './section';
import type { Live } from './use-live';

export const signed = (n: number) => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '0');
const steps = Array.from({ length: 2 * widestGap + 1 }, (_, at) => at - widestGap);

/** Where we stand before or behind each competitor, drawn. */
export function RivalSection({ data, live }: { data: PageData; live: Live }) {
  const t = useT();
  const { gaps } = live.facts;
  return (
    <Section
      id="rivals"
      title={t('qualification.rivals')}
      done={gaps.filter(isRated).length}
      of={Math.max(gaps.length, 1)}
      fields={['gaps']}
    >
      <p className="-mt-1 text-xs text-ink-3">{t('qualification.rivals_hint')}</p>
      <GapChart data={data} live={live} />
      <Unregistered>
        <Rows data={data} />
      </Unregistered>
    </Section>
  );
}

function GapChart({ data: { rivals }, live }: { data: PageData; live: Live }) {
  const t = useT();
  const { gaps } = live.facts;
  const nameOf = (id: string) => rivals.find((one) => one.id === id)?.name ?? '—';
  const worst = strongest(gaps);
  if (!worst) return null;
  const n = totalGap(worst);
  const way = n > 0 ? 'ahead' : n < 0 ? 'behind' : 'even';
  return (
    <DivergingChart
      title={t(`qualification.gap_chart_${way}`, { name: nameOf(worst.competitorId), n: Math.abs(n) })}
      most={widestGap}
      behind={t('qualification.gap_behind')}
      ahead={t('qualification.gap_ahead')}
      format={signed}
      groups={gaps.filter(isRated).map((gap) => ({
        label: nameOf(gap.competitorId),
        bars: gapAspects.map((aspect) => ({ label: t(`qualification.aspect.${aspect}`), value: gap[aspect] })),
      }))}
    />
  );
}

function Rows({ data: { rivals, saved } }: { data: PageData }) {
  const t = useT();
  const scope = useFormScope();
  // one row more than there are, for whoever has no JavaScript
  const { rows, add, remove } = useRowList('gaps', [...saved.values.gaps.map(() => ''), '']);
  const choices = [
    { value: '', label: '—', title: t('qualification.unset') },
    ...steps.map((n) => ({ value: String(n), label: signed(n) })),
  ];
  return (
    <>
      {scope?.errors.gaps && <FieldError message={scope.errors.gaps} />}
      {rows.map((row) => (
        <fieldset
          key={row.n}
          className={clsx(
            'relative min-w-0 gap-3 rounded-lg border border-line bg-sunken/50 p-3 max-sm:rounded-xl',
            row.isWaiting ? 'hidden noscript:grid' : 'grid',
          )}
        >
          <legend className="sr-only">{t('qualification.rival_n', { n: row.n + 1 })}</legend>
          <Field
            name={row.field('competitorId')}
            label={t('qualification.rival')}
            error={row.error('competitorId')}
            className="pr-10"
          >
            <Select
              placeholder={t('qualification.unset')}
              defaultValue={row.start('competitorId')}
              options={rivals.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
          <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
            {gapAspects.map((aspect) => (
              <div key={aspect}>
                <p aria-hidden="true" className="mb-1 text-xs font-medium text-ink-2 max-sm:text-sm">
                  {t(`qualification.aspect.${aspect}`)}
                </p>
                <StepRow
                  quiet
                  name={row.field(aspect)}
                  label={t('qualification.gap_of', { aspect: t(`qualification.aspect.${aspect}`), n: row.n + 1 })}
                  steps={choices}
                  value={row.start(aspect) ?? ''}
                  error={row.error(aspect)}
                />
              </div>
            ))}
          </div>
          <IconButton
            icon={X}
            size="sm"
            label={t('qualification.rival_remove', { n: row.n + 1 })}
            onClick={() => remove(row.n)}
            className="!absolute top-1 right-1 noscript:hidden print:hidden"
          />
        </fieldset>
      ))}
      {rows.filter(({ isWaiting }) => !isWaiting).length < mostGaps && (
        <Button variant="ghost" icon={Plus} onClick={() => add()} className="w-fit noscript:hidden print:hidden">
          {t('qualification.rival_add')}
        </Button>
      )}
    </>
  );
}
