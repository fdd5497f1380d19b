import { useFormat, useLocale, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { None } from '~/ui/value';
import type { AnalysisPage } from './route';

/** Median and ninth decile of the days in each stage, of deals won and of deals lost. */
export function SpeedTable({ page }: { page: AnalysisPage }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const outcomes = ['won', 'lost'] as const;
  const cell = 'num px-2 py-1.5 text-right last:pr-4';
  return (
    <Card title={t('analysis.speed')} note={t('analysis.speed_note')} padded={false}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on the phone it scrolls, so the keyboard must reach it */}
      <div className="relative overflow-x-auto" tabIndex={0}>
        <table className="w-full min-w-140 text-sm">
          <thead className="text-xs text-ink-3">
            <tr>
              <th scope="col" rowSpan={2} className="px-4 py-1 text-left font-normal">
                {t('analysis.stage')}
              </th>
              {outcomes.map((outcome) => (
                <th key={outcome} scope="colgroup" colSpan={3} className="px-2 py-1 text-right font-medium last:pr-4">
                  {t(`analysis.${outcome}`)}
                </th>
              ))}
            </tr>
            <tr>
              {outcomes.flatMap((outcome) =>
                (['deals', 'median', 'p90'] as const).map((what) => (
                  <th
                    key={`${outcome} ${what}`}
                    scope="col"
                    className="px-2 py-1 text-right font-normal whitespace-nowrap last:pr-4"
                  >
                    {t(`analysis.${what}`)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {page.stages.map(({ id, name, nameEn }) => (
              <tr key={id} className="border-t border-line">
                <th scope="row" className="px-4 py-1.5 text-left font-normal whitespace-nowrap">
                  {locale === 'en' ? nameEn : name}
                </th>
                {outcomes.flatMap((outcome) => {
                  const speed = page.speeds.find((one) => one.stageId === id && one.outcome === outcome);
                  return (['count', 'median', 'p90'] as const).map((what) => (
                    <td
                      key={`${outcome} ${what}`}
                      className={what === 'count' ? `${cell} text-ink-3` : `${cell} font-medium`}
                    >
                      {speed ? f.number(Math.round(speed[what] * 10) / 10) : <None />}
                    </td>
                  ));
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
