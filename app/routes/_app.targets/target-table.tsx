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

/** Goal, what is won, what is missing and what covers it; a line per unit or person. */
export function TargetTable({ page, targets, back, firstId }: Props) {
  const t = useT();
  const f = useFormat();
  const { period } = page;
  const cell = 'num px-2 py-2 text-right whitespace-nowrap last:pr-4';
  const heads = ['goal', 'won', 'missing', 'due', 'weighted', 'coverage'] as const;
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full min-w-200 text-sm">
        <thead className="text-xs text-ink-3">
          <tr>
            <th scope="col" className="px-4 py-2 text-left font-normal">
              {t('goal.who')}
            </th>
            {heads.map((head) => (
              <th
                key={head}
                scope="col"
                title={head === 'coverage' ? t('goal.coverage_hint') : undefined}
                className="px-2 py-2 text-right font-normal"
              >
                {t(`goal.${head}`)}
              </th>
            ))}
            <th scope="col" className="px-4 py-2">
              <span className="sr-only">{t('goal.set')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {targets.map((target, at) => {
            const stands = standing(target);
            return (
              <tr key={target.key} className="border-t border-line align-baseline">
                <th
                  scope="row"
                  className={
                    isSelf(page, target) ? 'px-4 py-2 text-left font-semibold' : 'px-4 py-2 text-left font-normal'
                  }
                >
                  {target.kind === 'unit' && !isSelf(page, target) ? (
                    <Link
                      to={`/targets?unit=${target.key}&length=${period.length}&of=${period.startsOn}`}
                      className="hover:underline"
                    >
                      {target.name}
                    </Link>
                  ) : (
                    target.name
                  )}
                </th>
                <td className={cell}>
                  {target.goalFen === null ? (
                    <span className="text-ink-3">{t('goal.none')}</span>
                  ) : (
                    <Money fen={target.goalFen} />
                  )}
                </td>
                <td className={cell}>
                  <Money fen={target.wonFen} />
                  {stands && (
                    <span className="mt-1 flex items-center justify-end gap-2 text-xs text-ink-3">
                      <span className="w-20">
                        <Progress value={target.wonFen} max={target.goalFen ?? 0} label={t('goal.won')} tone="ok" />
                      </span>
                      {f.percent(Math.round(stands.share * 100) / 100)}
                    </span>
                  )}
                </td>
                <td className={cell}>
                  {stands ? (
                    stands.missingFen ? (
                      <Money fen={stands.missingFen} />
                    ) : (
                      <Badge tone="ok">{t('goal.reached')}</Badge>
                    )
                  ) : (
                    <None />
                  )}
                </td>
                <td className={cell}>
                  <Money fen={target.openFen} />
                </td>
                <td className={cell}>
                  <Money fen={target.weightedFen} />
                </td>
                <td className={cell}>
                  {stands?.coverage == null ? (
                    <None />
                  ) : (
                    t('goal.times', { n: f.number(Math.round(stands.coverage * 10) / 10) })
                  )}
                </td>
                <td className="px-4 py-1 text-right">
                  {maySet(page, target) && page.ids[firstId + at] && (
                    <GoalForm id={page.ids[firstId + at]!} target={target} period={period} back={back} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
