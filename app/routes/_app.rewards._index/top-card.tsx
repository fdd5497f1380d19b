import clsx from 'clsx';
import { useT } from '~/core/i18n';
import type { listTop } from '~/features/rewards/queries/scores.server';
import { Card } from '~/ui/card';

/** The first ten; one's own place is told to oneself alone, and nobody is last. */
export function TopCard({ top, points }: { top: Awaited<ReturnType<typeof listTop>>; points: (n: number) => string }) {
  const t = useT();
  const ten = top.filter(({ place }) => place <= 10).slice(0, 10);
  const mine = top.find((one) => one.isMine && !ten.includes(one));
  return (
    <Card title={t('reward.top')}>
      {ten.length === 0 && <p className="text-ink-3">{t('reward.top_empty')}</p>}
      <ol className="grid gap-2">
        {ten.map((one) => (
          <li
            key={one.personId}
            className={clsx('flex items-baseline gap-3', one.isMine && 'font-semibold text-brand-ink')}
          >
            <span className="num w-6 shrink-0 text-right text-ink-3">{one.place}</span>
            <span className="min-w-0 flex-1 truncate">
              {one.name} <small className="font-normal text-ink-3">{one.unit}</small>
            </span>
            <span className="num shrink-0">{points(one.points)}</span>
          </li>
        ))}
      </ol>
      {mine && (
        <p className="mt-3 border-t border-line pt-2 text-ink-2">
          {t('reward.my_place', { n: mine.place })} · <span className="num">{points(mine.points)}</span>
        </p>
      )}
    </Card>
  );
}
