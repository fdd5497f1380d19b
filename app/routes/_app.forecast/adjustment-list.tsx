import { useFormat, useT } from '~/core/i18n';
import type { Category } from '~/features/forecast/rules';

type Adjustment = {
  id: string;
  month: string;
  category: Category;
  fromFen: number;
  toFen: number;
  why: string;
  at: string;
  by: string | null;
  who: string | null;
};

/** Who changed which number, from what to what, and why. */
export function AdjustmentList({ adjustments, now }: { adjustments: Adjustment[]; now: string }) {
  const t = useT();
  const f = useFormat();
  if (!adjustments.length) return <p className="text-sm text-ink-3">{t('forecast.no_history')}</p>;
  return (
    <ul className="grid gap-2.5">
      {adjustments.map((one) => (
        <li key={one.id}>
          <p className="num">
            {one.who && <span className="font-medium">{one.who} · </span>}
            {f.month(one.month.slice(0, 7))} ·{' '}
            {t('forecast.history_line', {
              category: t(`forecast.category.${one.category}`),
              from: f.money(one.fromFen),
              to: f.money(one.toFen),
            })}
          </p>
          <p className="text-sm text-ink-2">{one.why}</p>
          <p className="text-xs text-ink-3">
            {one.by ?? '—'} · {f.when(one.at, now)}
          </p>
        </li>
      ))}
    </ul>
  );
}
