import { useFormat, useT } from '~/core/i18n';
import type { Spread } from '~/features/forecast/rules';
import type { Sums } from '~/features/forecast/sums';
import { Figures } from '~/ui/figures';

/** What counts of a month: what is sure, what may come, and the value to expect with its range. */
export function ForecastFigures({
  sums,
  added,
  spread,
}: {
  sums: Sums;
  added?: Record<keyof Sums, number>;
  spread: Spread;
}) {
  const t = useT();
  const f = useFormat();
  const fen = (category: keyof Sums) => sums[category].totalFen + (added?.[category] ?? 0);
  const split = (...of: (keyof Sums)[]) =>
    t('forecast.split', {
      one: f.money(of.reduce((sum, one) => sum + sums[one].oneOffFen, 0)),
      more: f.money(of.reduce((sum, one) => sum + sums[one].recurringFen, 0)),
    });
  return (
    <Figures
      items={[
        { label: t('forecast.category.closed'), fen: fen('closed') },
        { label: t('forecast.commit_total'), fen: fen('closed') + fen('commit'), note: split('closed', 'commit') },
        { label: t('forecast.category.best_case'), fen: fen('best_case'), note: split('best_case') },
        { label: t('forecast.category.pipeline'), fen: fen('pipeline'), note: split('pipeline') },
        {
          label: t('forecast.expected'),
          fen: Math.round(spread.mean),
          note: t('forecast.range', { p10: f.money(spread.p10), p90: f.money(spread.p90) }),
        },
      ]}
    />
  );
}
