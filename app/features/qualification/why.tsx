import { useLocale, useT } from '~/core/i18n';
import { type Stage, stageName } from '../opportunities/rules';
import type { EvidenceProbability } from './probability';

const parts = ['earlier', 'stage', 'answers'] as const;
const signed = (n: number) => (n < 0 ? `−${-n}` : n > 0 ? `+${n}` : '0');

/** The evidence-weighted probability as a sum that adds up, and how it is worked out. */
export function Why({ weighed, stage }: { weighed: EvidenceProbability; stage: Pick<Stage, 'name' | 'nameEn'> }) {
  const t = useT();
  const locale = useLocale();
  const { percent, why } = weighed;
  return (
    <div className="grid gap-2 text-sm">
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1">
        <dt className="text-ink-2">{t('qualification.why.base', { stage: stageName(stage, locale) })}</dt>
        <dd className="num text-right">{why.base}%</dd>
        {parts.map((part) => (
          <div key={part} className="contents">
            <dt className="text-ink-2">{t(`qualification.why.${part}`)}</dt>
            <dd className="num text-right">{signed(why[part])}</dd>
          </div>
        ))}
        <dt className="border-t border-line pt-1 font-semibold">{t('qualification.why.sum')}</dt>
        <dd className="num border-t border-line pt-1 text-right font-semibold">{percent}%</dd>
      </dl>
      <details className="text-xs text-ink-3 print:hidden">
        <summary className="hover:text-ink max-sm:min-h-11 max-sm:content-center">{t('qualification.why.how')}</summary>
        <p className="mt-1">{t('qualification.why.formula')}</p>
      </details>
    </div>
  );
}
