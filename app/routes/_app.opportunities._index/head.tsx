import { useLocation } from '@remix-run/react';
import { useFormat, useT } from '~/core/i18n';
import { countCap } from '~/core/paging';
import { ListActions } from '~/features/exports/list-actions';
import { Figures } from '~/ui/figures';
import { Kanban, List } from '~/ui/icons';
import { PageHead } from '~/ui/page-head';
import { withParams } from '~/ui/params';
import { StackedBar } from '~/ui/progress';
import { ViewSwitch } from '~/ui/view-switch';
import type { IndexData } from './route';

type HeadProps = { data: IndexData; shape: 'board' | 'list'; columns?: string | null };

/** The board or the list as what is saved and exported. */
export const inHand = (data: IndexData, columns: string | null = null) =>
  ({ page: 'opportunities', columns, view: data.view, mayExport: data.may.export }) as const;

/** Title, shapes, export and the primary action. */
export function Head({ data, shape, columns = null }: HeadProps) {
  const t = useT();
  const { search } = useLocation();
  const to = (next: string) => withParams(search, { shape: next, after: null, before: null, sort: null });
  return (
    <PageHead
      title={t('opportunity.list_title')}
      views={
        <ViewSwitch
          label={t('opportunity.shape')}
          items={[
            { to: to('board'), label: t('opportunity.board'), icon: Kanban, active: shape === 'board' },
            { to: to('list'), label: t('opportunity.list'), icon: List, active: shape === 'list' },
          ]}
        />
      }
      primary={data.may.create ? { to: '/opportunities/new', label: t('opportunity.new'), kbd: 'C' } : undefined}
    >
      <ListActions {...inHand(data, columns)} />
    </PageHead>
  );
}

/** How we are doing, each number with its rows. */
export function FigureStrip({ data }: { data: IndexData }) {
  const t = useT();
  const f = useFormat();
  const { search } = useLocation();
  const { figures, whole, stages } = data;
  const types = new Map(stages.map((stage) => [stage.id, stage.type]));
  const open = whole.stages.filter((sum) => types.get(sum.stageId) === 'open');
  const openFen = open.reduce((total, sum) => total + sum.totalFen, 0);
  const weightedFen = open.reduce((total, sum) => total + sum.weightedFen, 0);
  const count = open.reduce((total, sum) => total + sum.count, 0);
  const params = new URLSearchParams(search);
  const whose = ['owner', 'unit']
    .flatMap((name) => (params.get(name) ? [`&${name}=${params.get(name)}`] : []))
    .join('');
  const rows = (query: string) => `/opportunities?shape=list&${query}${whose}`;
  const deals = (n: number) => t('opportunity.figure.deals', { n });
  return (
    <Figures
      caption={data.narrowed && t('opportunity.figure.whole')}
      items={[
        { label: t('opportunity.figure.open'), fen: openFen, note: deals(count), to: rows('type=open&sort=-amount') },
        {
          label: t('opportunity.figure.weighted'),
          fen: weightedFen,
          note: openFen ? f.percent(weightedFen / openFen) : undefined,
          to: rows('type=open&sort=-amount'),
        },
        {
          label: t('opportunity.figure.closing'),
          fen: figures.closingFen,
          note: deals(figures.closingCount),
          to: rows('type=open&close=this_month&sort=close'),
        },
        {
          label: t('opportunity.figure.won'),
          fen: figures.wonFen,
          note: deals(figures.wonCount),
          tone: 'ok',
          to: rows('type=won&close=this_quarter'),
        },
        {
          label: t('opportunity.figure.stuck'),
          value: figures.stuck > countCap ? `${f.number(countCap)}+` : f.number(figures.stuck),
          tone: figures.stuck ? 'warn' : 'neutral',
          to: rows('stuck=1&sort=-amount'),
        },
      ]}
    >
      <StackedBar
        label={t('opportunity.figure.quarter')}
        parts={[
          { label: t('opportunity.figure.won'), value: figures.wonFen, tone: 'ok' },
          { label: t('opportunity.figure.weighted'), value: weightedFen, tone: 'brand' },
          { label: t('opportunity.figure.rest'), value: Math.max(openFen - weightedFen, 0), tone: 'neutral' },
        ]}
      />
    </Figures>
  );
}
