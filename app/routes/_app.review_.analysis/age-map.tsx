import { useFormat, useLocale, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { HeatMap } from '~/ui/chart/heat-map';
import type { AnalysisPage } from './route';

/** How many open deals came to their stage when. */
export function AgeMap({ page }: { page: AnalysisPage }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const rows = page.stages.map(({ id, name, nameEn }) => ({
    label: locale === 'en' ? nameEn : name,
    cells: page.ages.map(({ stages }) => {
      const ours = stages.filter(({ stageId }) => stageId === id);
      const value = ours.reduce((sum, { count }) => sum + count, 0);
      const fen = ours.reduce((sum, one) => sum + one.fen, 0);
      return value ? { value, text: f.number(value), hint: f.money(fen) } : null;
    }),
  }));
  return (
    <Card>
      <HeatMap
        title={t('analysis.ages')}
        note={t('analysis.steps_back', { slipped: page.slipped, back: page.back })}
        head={[t('analysis.stage'), ...page.ages.map(({ age }) => t(`analysis.age.${age}`))]}
        most={Math.max(1, ...rows.flatMap(({ cells }) => cells.map((cell) => cell?.value ?? 0)))}
        rows={rows}
      />
    </Card>
  );
}
