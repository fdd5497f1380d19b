import { useFormat, useT } from '~/core/i18n';
import { percentOf } from '~/features/quotes/words';
import { Card } from '~/ui/card';
import { Trend } from '~/ui/chart/trend';
import type { QuoteShown } from './route';

/** What it costs us, what is left, and when it has paid for itself. */
export function Economics({ data }: { data: QuoteShown }) {
  const t = useT();
  const f = useFormat();
  const { economics, sum } = data;
  if (!economics) return null;
  const { cash, costFen, marginBp, unknownCosts, breakEvenMonth } = economics;
  return (
    <Card
      title={t('quote.economics')}
      note={
        unknownCosts
          ? t('quote.unknown_costs', { n: unknownCosts })
          : `${t('quote.cost')} ${f.money(costFen ?? 0)} · ${t('quote.margin')} ${marginBp === null ? '—' : percentOf(marginBp)} (${f.money(sum.totalFen - (costFen ?? 0))})`
      }
    >
      {cash.length > 1 && (
        <Trend
          title={`${t('quote.cash')} · ${t('quote.break_even')} ${breakEvenMonth === null ? t('quote.break_even_never') : breakEvenMonth === 0 ? t('quote.break_even_start') : t('quote.break_even_month', { n: breakEvenMonth })}`}
          head={[t('quote.cash_month'), t('quote.cash_value'), t('quote.cash_note')]}
          points={cash.map((value, month) => ({ label: String(month), value }))}
          format={(fen) => (fen < 0 ? `-${f.money(-fen)}` : f.money(fen))}
        />
      )}
    </Card>
  );
}
