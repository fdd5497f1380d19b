import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Callout, Card } from '~/ui/card';
import { ColumnChart } from '~/ui/chart/column-chart';
import { ChevronRight, CircleCheck, Sprout } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { growthOf, thanksFor } from './queries.server';
import { type MeasureKey, type Measures, measureKeys, nextStepsOf, strengthsOf } from './rules';

export type Shown = {
  measures: Measures;
  growth: Awaited<ReturnType<typeof growthOf>>;
  thanks: Awaited<ReturnType<typeof thanksFor>>;
  isMine: boolean;
  now: string;
};

/** Where a next step is taken. */
const places: Record<MeasureKey, string> = {
  won: '/opportunities',
  signed: '/contracts',
  covered: '/coverage',
  kept: '/commitments',
  rated: '/visits',
  accepted: '/leads',
};

/** What somebody does well, what would help next, and how they have grown: compared with nobody but themselves. */
export function Performance({ measures, growth, thanks, isMine, now }: Shown) {
  const t = useT();
  const f = useFormat();
  const strengths = strengthsOf(measures);
  const shown = (key: MeasureKey, value: number, of: number | null) => {
    if (key === 'signed') return f.money(value);
    if (key === 'won') return t('performance.n', { n: value });
    if (!of) return '—';
    if (key === 'rated') return t('performance.stars', { n: f.number(Math.round((value / of) * 10) / 10) });
    return f.percent(value / of);
  };
  return (
    <>
      <p className="text-ink-2">{t('performance.hint')}</p>
      <div className="grid gap-4 lg:grid-cols-2">
        <Card title={t('performance.strengths')}>
          {strengths.length === 0 && <p className="text-ink-2">{t('performance.strengths_empty')}</p>}
          <ul className="grid gap-2">
            {strengths.map((key) => (
              <li key={key} className="flex items-start gap-2">
                <CircleCheck className="mt-0.5 shrink-0 text-[18px] text-ok-ink" />
                <span>{t(`performance.strong.${key}`, { n: shown(key, measures[key].value, measures[key].of) })}</span>
              </li>
            ))}
          </ul>
        </Card>
        <Card title={t('performance.next')}>
          <ul className="grid gap-1">
            {nextStepsOf(measures).map((key) => (
              <li key={key}>
                {isMine ? (
                  <Link
                    to={places[key]}
                    className="-mx-2 flex min-h-9 items-center gap-2 rounded-md px-2 hover:bg-sunken max-sm:min-h-11"
                  >
                    <span className="flex-1">{t(`performance.step.${key}`)}</span>
                    <ChevronRight className="text-ink-3" />
                  </Link>
                ) : (
                  <p className="min-h-9 py-1.5">{t(`performance.step.${key}`)}</p>
                )}
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <Card title={t('performance.measures')} note={t('performance.span')} padded={false}>
        <table className="w-full">
          <thead>
            <tr className="text-left text-xs text-ink-3">
              <th scope="col" className="px-3 max-sm:px-4 py-1.5 font-normal">
                {t('performance.what')}
              </th>
              <th scope="col" className="px-2 py-1.5 text-right font-normal">
                {t('performance.now')}
              </th>
              <th scope="col" className="px-3 max-sm:px-4 py-1.5 text-right font-normal">
                {t('performance.before')}
              </th>
            </tr>
          </thead>
          <tbody>
            {measureKeys.map((key) => {
              const { value, of, before, beforeOf } = measures[key];
              return (
                <tr key={key} className="border-t border-line">
                  <th scope="row" className="px-3 max-sm:px-4 py-2.5 text-left font-normal">
                    {t(`performance.${key}`)}
                    <small className="block text-ink-3">
                      {of !== null && key !== 'rated' && t('performance.of', { n: value, all: of })}
                      {key === 'rated' && t('performance.ratings', { n: of ?? 0 })}
                    </small>
                  </th>
                  <td className="num whitespace-nowrap px-2 py-2.5 text-right text-lg font-semibold">
                    {shown(key, value, of)}
                  </td>
                  <td className="num whitespace-nowrap px-3 max-sm:px-4 py-2.5 text-right text-ink-3">
                    {shown(key, before, beforeOf)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Card>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card>
          <ColumnChart
            title={t('performance.growth')}
            bars={growth.map(({ quarter, fen }) => ({
              label: `${quarter.slice(2, 4)}Q${Math.ceil(Number(quarter.slice(5, 7)) / 3)}`,
              value: fen,
            }))}
            format={f.money}
          />
        </Card>
        <Card title={t('performance.thanks')} padded={false}>
          {thanks.length === 0 && (
            <div className="px-3 max-sm:px-4 pb-4">
              <Callout tone="neutral" icon={Sprout} title={t('performance.thanks_empty')}>
                {t('performance.thanks_hint')}
              </Callout>
            </div>
          )}
          <ul className="divide-y divide-line">
            {thanks.map((one) => (
              <li key={one.id}>
                <Link
                  to={paths.visit(one.id)}
                  className="block px-3 max-sm:px-4 py-2.5 hover:bg-sunken active:bg-sunken"
                >
                  <span className="flex items-baseline gap-3">
                    <span className="min-w-0 flex-1 truncate font-medium">{one.account}</span>
                    <span className="num shrink-0 text-warn-ink">{t('performance.stars', { n: one.rating })}</span>
                    <span className="num shrink-0 text-sm text-ink-3">{f.when(one.at, now)}</span>
                  </span>
                  {one.words && <span className="mt-0.5 block break-words text-ink-2">{one.words}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}
