import { useMemo } from 'react';
import { useFormat, useT } from '~/core/i18n';
import { type GapCost, readLetter } from '~/features/certification/matrix';
import type { Matrix } from '~/features/certification/queries/matrix.server';
import { Figures } from '~/ui/figures';

/** Five numbers: how many of those who need a certificate hold it, what ends, what is over, who sits, what the gaps cost. */
export function MatrixFigures({ matrix, cost }: { matrix: Matrix; cost: GapCost }) {
  const t = useT();
  const f = useFormat();
  const { rows, figures } = matrix;
  const counted = useMemo(() => {
    const of = (letter: string) => rows.reduce((n, { cells }) => n + cells.split(letter).length - 1, 0);
    return {
      ending: of('e'),
      people: rows.filter(({ cells }) => [...cells].some((one) => readLetter(one) === 'expiring')).length,
      expired: of('x'),
    };
  }, [rows]);
  const { rate, change, booked } = figures;
  return (
    <Figures
      items={[
        {
          label: t('matrix.rate'),
          value: rate === null ? '—' : f.percent(Math.round(rate * 1000) / 1000),
          note: change ? `${change > 0 ? '▲' : '▼'} ${t('matrix.points', { n: Math.abs(change) })}` : undefined,
          tone: (change ?? 0) < 0 ? 'bad' : 'ok',
        },
        {
          label: t('matrix.ending'),
          value: counted.ending,
          note: counted.people ? t('matrix.ending_people', { n: counted.people }) : undefined,
          tone: 'warn',
          to: '/training?state=expiring',
        },
        {
          label: t('matrix.over'),
          value: counted.expired,
          note: counted.expired ? t('matrix.over_note') : undefined,
          tone: 'bad',
          to: '/training?state=expired',
        },
        ...(booked
          ? [{ label: t('matrix.booked_week'), value: booked, unit: t('matrix.times'), to: '/training?state=booked' }]
          : []),
        {
          label: t('matrix.cost'),
          fen: cost.fen,
          note: t('matrix.cost_note', { n: cost.count }),
          tone: cost.count ? 'bad' : 'ok',
          to: '/training/gaps',
        },
      ]}
    />
  );
}
