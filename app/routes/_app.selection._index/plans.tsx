import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import type { listPlans } from '~/features/selection/queries/plan.server';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { Progress } from '~/ui/progress';

/** The first weeks that are going on where one leads, mentors or learns. */
export function Plans({ rows }: { rows: Awaited<ReturnType<typeof listPlans>> }) {
  const t = useT();
  const f = useFormat();
  if (!rows.length) return null;
  return (
    <Card title={t('onboarding.title')} padded={false}>
      <ul className="divide-y divide-line">
        {rows.map((one) => (
          <li key={one.id}>
            <Link
              to={paths.onboarding(one.id)}
              className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 px-3 max-sm:px-4 py-2.5 hover:bg-sunken active:bg-sunken"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{one.person}</span>
                <span className="block text-sm text-ink-3">
                  {one.team} · {t('onboarding.mentor')} {one.mentor} · {f.day(one.startsOn)}
                </span>
              </span>
              {one.completedAt ? (
                <Badge tone="ok">{t('onboarding.completed')}</Badge>
              ) : (
                <span className="flex w-40 items-center gap-2">
                  <Progress value={one.done} max={Math.max(1, one.steps)} label={one.person} />
                  <span className="num shrink-0 text-sm text-ink-2">
                    {t('onboarding.progress', { done: one.done, all: one.steps })}
                  </span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
