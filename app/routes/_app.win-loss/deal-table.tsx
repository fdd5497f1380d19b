import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { Outcome } from '~/features/outcomes/queries.server';
import { Badge } from '~/ui/badge';
import { type Column, DataTable } from '~/ui/data-table';
import { EmptyState } from '~/ui/empty-state';
import { CircleX, RotateCcw, Trophy } from '~/ui/icons';
import { RowCard } from '~/ui/row-card';
import { Money } from '~/ui/value';

type DealTableProps = { deals: Outcome[]; day: string; isRetry: boolean };

/** The deals behind the figures, or those that wait for another try. */
export function DealTable({ deals, day, isRetry }: DealTableProps) {
  const t = useT();
  const f = useFormat();
  const why = ({ reason, detail }: Outcome) =>
    [reason && t(`close_reason.${reason}`), detail && t.any(`close_detail.${detail}`)].filter(Boolean).join(' · ') ||
    '–';
  const gap = ({ priceGapFen, priceGapBp }: Outcome) =>
    [priceGapFen !== null && f.money(priceGapFen), priceGapBp !== null && f.percent(priceGapBp / 10_000)]
      .filter(Boolean)
      .join(' · ') || '–';
  const state = (deal: Outcome) => (
    <Badge tone={deal.type === 'won' ? 'ok' : 'bad'} icon={deal.type === 'won' ? Trophy : CircleX}>
      {t(deal.type === 'won' ? 'win_loss.won_one' : 'win_loss.lost_one')}
    </Badge>
  );
  const retry = (deal: Outcome) =>
    deal.retryOn && (
      <Badge tone={deal.retryOn <= day ? 'warn' : 'neutral'} icon={RotateCcw}>
        {f.day(deal.retryOn, day)}
      </Badge>
    );
  const first: Column<Outcome> = isRetry
    ? { id: 'retry', header: t('win_loss.retry_on'), cell: retry, width: 120 }
    : { id: 'state', header: t('win_loss.outcome'), cell: state, width: 90 };
  const columns: Column<Outcome>[] = [
    { id: 'title', header: t('win_loss.deal'), cell: (deal) => deal.title, primary: true },
    { id: 'account', header: t('win_loss.account'), cell: (deal) => deal.accountName ?? '–' },
    first,
    { id: 'why', header: t('win_loss.by.reason'), cell: why },
    { id: 'competitor', header: t('win_loss.by.competitor'), cell: (deal) => deal.competitorName ?? '–', width: 120 },
    { id: 'gap', header: t('win_loss.gap_short'), cell: gap, align: 'right', width: 130 },
    {
      id: 'closed',
      header: t('win_loss.closed'),
      cell: (deal) => f.day(deal.closedOn, day),
      align: 'right',
      width: 100,
    },
    {
      id: 'total',
      header: t('win_loss.amount'),
      cell: (deal) => <Money fen={deal.totalFen} />,
      align: 'right',
      width: 110,
    },
  ];
  return (
    <DataTable
      label={t(isRetry ? 'win_loss.retry' : 'win_loss.rows')}
      rows={deals}
      columns={columns}
      rowKey={(deal) => deal.id}
      rowTo={(deal) => paths.opportunity(deal.id)}
      card={(deal) => (
        <RowCard
          title={deal.title}
          right={<Money fen={deal.totalFen} />}
          sub={[deal.accountName, why(deal)].filter(Boolean).join(' · ')}
          badge={isRetry ? retry(deal) : state(deal)}
          meta={[deal.competitorName, f.day(deal.closedOn, day)].filter(Boolean).join(' · ')}
        />
      )}
      empty={
        <EmptyState icon={isRetry ? RotateCcw : Trophy} title={t(isRetry ? 'win_loss.retry_empty' : 'win_loss.empty')}>
          {t(isRetry ? 'win_loss.retry_empty_hint' : 'win_loss.empty_hint')}
        </EmptyState>
      }
    />
  );
}
