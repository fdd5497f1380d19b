import { useT } from '~/core/i18n';
import { bestFit, fitAspects, fitField } from '~/features/qualification/rules';
import { Input } from '~/ui/input';
import { StepRow } from '~/ui/step-row';
import { Section } from './section';
import type { Live } from './use-live';

/** How well what we offer meets the need, point by point. */
export function FitSection({ live }: { live: Live }) {
  const t = useT();
  const names = fitAspects.map((aspect) => fitField[aspect]);
  const steps = [
    { value: '', label: '—', title: t('qualification.unset') },
    ...Array.from({ length: bestFit + 1 }, (_, n) => ({
      value: String(n),
      label: String(n),
      title: t('qualification.score_n', { n }),
    })),
  ];
  return (
    <Section
      id="fit"
      title={t('qualification.fit')}
      done={names.filter((name) => live.facts[name] !== null).length}
      of={names.length}
      fields={names.flatMap((name) => [name, `${name}Note`])}
      open
    >
      <p className="-mt-1 text-xs text-ink-3">{t('qualification.fit_hint')}</p>
      {fitAspects.map((aspect) => (
        <div key={aspect} className="grid items-end gap-2 sm:grid-cols-2">
          <StepRow
            name={fitField[aspect]}
            label={t('qualification.fit_of', { aspect: t(`qualification.aspect.${aspect}`) })}
            steps={steps}
          />
          <Input
            name={`${fitField[aspect]}Note`}
            maxLength={300}
            aria-label={t('qualification.note_of', { aspect: t(`qualification.aspect.${aspect}`) })}
            placeholder={t('qualification.note_hint')}
          />
        </div>
      ))}
    </Section>
  );
}
