import { useFormat, useT } from '~/core/i18n';
import type { Target } from '~/features/review/goals/queries.server';
import { standing } from '~/features/review/goals/rules';
import { Badge } from '~/ui/badge';
import { Link } from '~/ui/link';
import { Progress } from '~/ui/progress';
import { Money, None } from '~/ui/value';
import { GoalForm } from './goal-form';
import { isSelf, maySet } from './may-set';
import type { TargetsPage } from './route';

type Props = { page: TargetsPage; targets: Target[]; back: string; firstId: number };

/** The same as the table, one under the other: how far, then what is missing and what covers it. */
export function TargetCards({ page, targets, back, firstId }: Props) {
  const t = useT();
  const f = useFormat();
  const { period } = page;
  return (
    <ul className="divide-y divide-line border-t border-line">
      {targets.map((target, at) => {
        const stands = standing(target);
        const id = page.ids[firstId + at];
        return (
          <li key={target.key} className="grid gap-2 px-4 py-3">
            <div className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">
                {target.kind === 'unit' && !isSelf(page, target) ? (
                  <Link
                    to={`/targets?unit=${target.key}&length=${period.length}&of=${period.startsOn}`}
                    className="text-brand-ink"
                  >
                    {target.name}
                  </Link>
                ) : (
                  target.name
                )}
              </span>
              {stands && !stands.missingFen && <Badge tone="ok">{t('goal.reached')}</Badge>}
              <span className="num text-sm">
                <Money fen={target.wonFen} />
                <span className="text-ink-3">
                  {' / '}
                  {target.goalFen === null ? t('goal.none') : <Money fen={target.goalFen} />}
                </span>
              </span>
            </div>
            {stands && (
              <div className="flex items-center gap-2 text-xs text-ink-3">
                <span className="flex-1">
                  <Progress value={target.wonFen} max={target.goalFen ?? 0} label={t('goal.won')} tone="ok" />
                </span>
                <span className="num">{f.percent(Math.round(stands.share * 100) / 100)}</span>
              </div>
            )}
            <dl className="grid grid-cols-4 gap-2 text-xs">
              {(
                [
                  [
                    'missing',
                    stands?.missingFen ? <Money key="missing" fen={stands.missingFen} /> : <None key="none" />,
                  ],
                  ['due', <Money key="due" fen={target.openFen} />],
                  ['weighted', <Money key="weighted" fen={target.weightedFen} />],
                  [
                    'coverage',
                    stands?.coverage == null ? (
                      <None key="none" />
                    ) : (
                      t('goal.times', { n: f.number(Math.round(stands.coverage * 10) / 10) })
                    ),
                  ],
                ] as const
              ).map(([head, value]) => (
                <div key={head} className="min-w-0">
                  <dt className="truncate text-ink-3">{t(`goal.${head}`)}</dt>
                  <dd className="num text-sm">{value}</dd>
                </div>
              ))}
            </dl>
            {maySet(page, target) && id && <GoalForm id={id} target={target} period={period} back={back} />}
          </li>
        );
      })}
    </ul>
  );
}
