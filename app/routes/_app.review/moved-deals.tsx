import { useLocation } from '@remix-run/react';
import clsx from 'clsx';
import { useFormat, useLocale, useT } from '~/core/i18n';
import type { MoveRow } from '~/features/review/compare.server';
import { type Bar, type BarSums, bars } from '~/features/review/spans';
import { Badge, type Tone } from '~/ui/badge';
import { EmptyState } from '~/ui/empty-state';
import { Link } from '~/ui/link';
import { Pager } from '~/ui/pager';
import { withParams } from '~/ui/params';

type Stage = { id: number; name: string; nameEn: string };

const tones: Partial<Record<Bar, Tone>> = {
  new: 'brand',
  won: 'ok',
  lost: 'bad',
  slipped: 'warn',
  down: 'warn',
  up: 'ok',
};
const byDate: readonly Bar[] = ['slipped', 'pulled_in'];
const byAmount: readonly Bar[] = ['up', 'down'];

/** The deals behind the bars, the largest first. */
export function MovedDeals(props: {
  rows: MoveRow[];
  stages: Stage[];
  bar: Bar | null;
  sums: BarSums;
  next: string | null;
  /** All of them fit on this page, so their number can be held against the sum. */
  isWhole: boolean;
}) {
  const { rows, stages, bar: chosen, sums, next, isWhole } = props;
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const { search } = useLocation();
  const stageName = (id: number | null) => {
    const stage = stages.find((one) => one.id === id);
    return (locale === 'en' ? stage?.nameEn : stage?.name) ?? '';
  };
  const dayOf = (on: string | null) => (on ? f.day(on) : '—');
  const told = (row: MoveRow) => {
    if (byAmount.includes(row.bar)) return `${f.money(row.wasFen ?? 0)} → ${f.money(row.nowFen)}`;
    if (byDate.includes(row.bar)) return `${dayOf(row.wasOn)} → ${dayOf(row.nowOn)}`;
    if (row.wasStageId && row.wasStageId !== row.nowStageId)
      return `${stageName(row.wasStageId)} → ${stageName(row.nowStageId)}`;
    return stageName(row.nowStageId);
  };
  const pill = (active: boolean) =>
    clsx(
      'inline-flex min-h-7 items-center gap-1 rounded-full px-3 max-sm:min-h-11',
      active ? 'bg-ink text-surface' : 'text-ink-2 hover:bg-sunken',
    );
  const only = (bar: Bar | null) => `${withParams(search, { bar, after: null, list: null })}#changes`;
  const counted = chosen ? (sums[chosen]?.count ?? 0) : bars.reduce((n, bar) => n + (sums[bar]?.count ?? 0), 0);
  return (
    <>
      <nav id="changes" aria-label={t('review.changes')} className="flex scroll-mt-28 flex-wrap gap-1 px-4 pb-2">
        <Link to={only(null)} preventScrollReset aria-current={chosen ? undefined : 'true'} className={pill(!chosen)}>
          {t('review.all')}
        </Link>
        {bars
          .filter((bar) => sums[bar]?.count)
          .map((bar) => (
            <Link
              key={bar}
              to={only(bar)}
              preventScrollReset
              aria-current={chosen === bar ? 'true' : undefined}
              className={pill(chosen === bar)}
            >
              {t(`span.bar.${bar}`)} <span className="num">{f.number(sums[bar]!.count)}</span>
            </Link>
          ))}
      </nav>
      {rows.length === 0 && <EmptyState title={t('review.no_changes')}>{t('review.no_changes_hint')}</EmptyState>}
      <ul>
        {rows.map((row) => (
          <li key={`${row.id} ${row.bar}`} className="border-t border-line">
            <Link
              to={`/opportunities/${row.id}`}
              className="grid grid-cols-[96px_1fr_auto] items-baseline gap-x-3 px-4 py-2 hover:bg-sunken max-sm:grid-cols-[1fr_auto]"
            >
              <span className="max-sm:col-span-2 max-sm:mb-1">
                <Badge tone={tones[row.bar] ?? 'neutral'}>{t(`span.bar.${row.bar}`)}</Badge>
              </span>
              <span className="min-w-0">
                <span className="block truncate">
                  <span className="font-medium">{row.accountName}</span> <span className="text-ink-2">{row.title}</span>
                </span>
                <span className="block truncate text-xs text-ink-3">
                  {[told(row), row.ownerName].filter(Boolean).join(' · ')}
                </span>
              </span>
              <span className="num text-right font-medium">
                {row.fen > 0 ? '+' : row.fen < 0 ? '−' : ''}
                {f.money(row.sizeFen)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="border-t border-line px-4 py-2 empty:hidden">
        <Pager
          after={next}
          summary={
            chosen &&
            t('span.rows_of', {
              bar: t(`span.bar.${chosen}`),
              n: counted,
              amount: f.money(Math.abs(sums[chosen]?.fen || sums[chosen]?.totalFen || 0)),
            })
          }
        />
        {isWhole && rows.length < counted && <p className="text-xs text-ink-3">{t('span.rows_hidden')}</p>}
      </div>
    </>
  );
}
