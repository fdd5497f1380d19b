import { useFormat, useT } from '~/core/i18n';
import { ChevronRight } from '~/ui/icons';
import { Link } from '~/ui/link';

/** What one has, and may still get: the way to one's rewards. */
export function PointsStrip({ score }: { score: { now: number; waiting: number } }) {
  const t = useT();
  const f = useFormat();
  const points = (n: number) => t('reward.points_n', { n: f.number(n) });
  return (
    <Link
      to="/rewards"
      className="flex min-h-12 items-center gap-4 rounded-lg border border-line bg-surface px-4 py-2 hover:bg-sunken active:bg-sunken"
    >
      <span>
        <span className="block text-xs text-ink-3">{t('reward.this_quarter')}</span>
        <span className="num font-semibold text-brand-ink">{points(score.now)}</span>
      </span>
      <span>
        <span className="block text-xs text-ink-3">{t('reward.waiting')}</span>
        <span className="num font-semibold">{points(score.waiting)}</span>
      </span>
      <ChevronRight className="ml-auto text-[18px] text-ink-3" />
    </Link>
  );
}
