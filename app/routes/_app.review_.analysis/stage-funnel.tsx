import { useFormat, useLocale, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { Funnel } from '~/ui/chart/funnel';
import type { AnalysisPage } from './route';

/** The share that goes on, stage after stage: of a hundred that begin, so many are left at each. */
export function StageFunnel({ page }: { page: AnalysisPage }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  let left = 100;
  const shares = page.stages.map(({ id, name, nameEn }) => {
    const cohorts = page.cohorts.filter(({ stageId }) => stageId === id);
    const entered = cohorts.reduce((sum, one) => sum + one.entered, 0);
    const advanced = cohorts.reduce((sum, one) => sum + one.advanced, 0);
    return { label: locale === 'en' ? nameEn : name, share: entered ? advanced / entered : 0 };
  });
  const steps = [...shares, { label: t('analysis.won'), share: 0 }].map(({ label, share }, at) => {
    const before = at ? shares[at - 1]!.share : null;
    const value = left;
    left *= share;
    return { label, value, note: before === null ? '' : f.percent(before) };
  });
  return (
    <Card>
      <Funnel
        title={t('analysis.funnel')}
        note={t('analysis.funnel_note')}
        head={[t('analysis.stage'), t('analysis.reached'), t('analysis.of_before')]}
        format={(value) => f.number(Math.round(value * 10) / 10)}
        steps={steps}
      />
    </Card>
  );
}
