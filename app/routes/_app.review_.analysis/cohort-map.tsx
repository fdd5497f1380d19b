import { useFormat, useLocale, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { HeatMap } from '~/ui/chart/heat-map';
import type { AnalysisPage } from './route';

/** Of those who came to a stage in a month, the share that went on. */
export function CohortMap({ page }: { page: AnalysisPage }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  return (
    <Card>
      <HeatMap
        title={t('analysis.cohorts')}
        note={t('analysis.cohorts_note')}
        head={[t('analysis.stage'), ...page.months.map((month) => f.month(month.slice(0, 7)))]}
        most={1}
        rows={page.stages.map(({ id, name, nameEn }) => ({
          label: locale === 'en' ? nameEn : name,
          cells: page.months.map((month) => {
            const cohort = page.cohorts.find((one) => one.stageId === id && one.month === month);
            if (!cohort) return null;
            const value = cohort.advanced / cohort.entered;
            return { value, text: f.percent(Math.round(value * 100) / 100), hint: t('analysis.cohort_hint', cohort) };
          }),
        }))}
      />
    </Card>
  );
}
