import { useLocation } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { Figures } from '~/ui/figures';
import { withParams } from '~/ui/params';
import type { VisitListData } from './load.server';

/** How the visits stand, each number with its rows. */
export function VisitFigures({ page: { figures } }: { page: VisitListData }) {
  const t = useT();
  const f = useFormat();
  const { search } = useLocation();
  const capped = (n: number) => (n > countCap ? `${f.number(countCap)}+` : f.number(n));
  const period = (name: string, status: string | null = null) =>
    withParams(search, { after: null, before: null, q: null, period: name, status, from: null, to: null });
  return (
    <Figures
      items={[
        { label: t('visit.figure.today'), value: capped(figures.today), to: period('today') },
        { label: t('visit.figure.week'), value: capped(figures.week), to: period('week') },
        { label: t('visit.figure.done'), value: capped(figures.done), to: period('last30', 'completed') },
        {
          label: t('visit.figure.overdue'),
          value: capped(figures.overdue),
          tone: figures.overdue ? 'bad' : 'neutral',
          to: period('overdue'),
        },
      ]}
    />
  );
}
