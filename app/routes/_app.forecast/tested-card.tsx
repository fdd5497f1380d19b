import { useFormat, useT } from '~/core/i18n';
import type { backTest } from '~/features/forecast/rules';
import { Card } from '~/ui/card';
import type { TeamData } from './route';

type Tested = NonNullable<ReturnType<typeof backTest>>;

/** How far the forecasts frozen at the start of past months were off. */
export function TestedCard({ tested, errors }: Pick<TeamData, 'tested' | 'errors'>) {
  const t = useT();
  const f = useFormat();
  if (!tested.length)
    return (
      <Card title={t('forecast.tested')}>
        <p className="text-sm text-ink-3">{t('forecast.not_tested')}</p>
      </Card>
    );
  const words = ({ error, bias }: Tested) =>
    t('forecast.tested_line', {
      error: f.percent(error),
      bias: t(bias >= 0 ? 'forecast.bias_high' : 'forecast.bias_low', { n: f.percent(Math.abs(bias)) }),
    });
  return (
    <Card title={t('forecast.tested')} note={t('forecast.tested_hint')}>
      <dl className="mb-3 grid gap-1 text-sm">
        {errors.commit && <Line label={t('forecast.tested_commit')} words={words(errors.commit)} />}
        {errors.expected && <Line label={t('forecast.tested_expected')} words={words(errors.expected)} />}
      </dl>
      <table className="w-full text-sm">
        <thead className="text-xs text-ink-3">
          <tr>
            <th className="text-left font-normal">{t('forecast.month')}</th>
            <th className="pl-2 text-right font-normal">{t('forecast.said')}</th>
            <th className="pl-2 text-right font-normal">{t('forecast.said_expected')}</th>
            <th className="pl-2 text-right font-normal">{t('forecast.actual')}</th>
          </tr>
        </thead>
        <tbody>
          {tested.map((row) => (
            <tr key={row.month} className="border-t border-line">
              <td className="whitespace-nowrap py-1">{f.month(row.month.slice(0, 7))}</td>
              <td className="num whitespace-nowrap pl-2 text-right">{f.money(row.commitFen)}</td>
              <td className="num whitespace-nowrap pl-2 text-right">{f.money(row.expectedFen)}</td>
              <td className="num whitespace-nowrap pl-2 text-right">{f.money(row.actualFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

const Line = ({ label, words }: { label: string; words: string }) => (
  <div className="flex justify-between gap-2">
    <dt className="text-ink-3">{label}</dt>
    <dd className="num">{words}</dd>
  </div>
);
