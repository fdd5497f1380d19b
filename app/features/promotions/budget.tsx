import { useFormat, useT } from '~/core/i18n';

type Spent = {
  budgetKind: 'count' | 'amount' | null;
  budget: number | null;
  usedCount: number;
  usedFen: number | null;
};

/** How much of the budget is spent, as a bar and in 万. */
export function Budget({ row }: { row: Spent }) {
  const t = useT();
  const f = useFormat();
  const { budgetKind, budget, usedCount } = row;
  const usedFen = row.usedFen ?? 0;
  if (budgetKind === null || budget === null)
    return (
      <span className="num mt-2 block text-xs text-ink-3">
        {t('promotion.used_free', { n: usedCount, fen: f.money(usedFen) })}
      </span>
    );
  const used = budgetKind === 'count' ? usedCount : usedFen;
  const share = Math.min(1, used / budget);
  return (
    <span className="mt-2 block">
      <span className="block h-1.5 overflow-hidden rounded-full bg-sunken" aria-hidden="true">
        <span
          className={`block h-full ${share >= 1 ? 'bg-bad' : share >= 0.8 ? 'bg-warn' : 'bg-brand'}`}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className="num mt-1 block text-xs text-ink-3">
        {budgetKind === 'count'
          ? t('promotion.used_count', { used: usedCount, budget })
          : t('promotion.used_fen', { used: f.money(usedFen), budget: f.money(budget) })}
      </span>
    </span>
  );
}
