import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import type { MyCourse } from '~/features/training/queries/learner.server';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { CircleCheck } from '~/ui/icons';
import { Link } from '~/ui/link';
import { Progress } from '~/ui/progress';

/** What one learns: what is due first. */
export function CoursesCard({ rows, day }: { rows: MyCourse[]; day: string }) {
  const t = useT();
  const f = useFormat();
  const due = ({ state, dueOn }: MyCourse) =>
    state === 'completed' || !dueOn ? null : t(dueOn < day ? 'learn.overdue' : 'learn.due_on', { day: f.day(dueOn) });
  return (
    <Card title={t('learn.courses')} padded={false}>
      {rows.length === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('learn.courses_empty')}</p>}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={paths.course(row.id)} className="grid gap-1.5 px-3 py-3 hover:bg-sunken max-sm:px-4">
              <span className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 truncate font-medium">{nameIn(f.locale, row)}</span>
                {row.state === 'completed' ? (
                  <Badge tone="ok" icon={CircleCheck}>
                    {t('learn.completed')}
                  </Badge>
                ) : (
                  <span className="num text-sm text-ink-2">{f.percent(row.progress / 100)}</span>
                )}
              </span>
              {row.state !== 'completed' && (
                <Progress value={row.progress} max={100} label={`${nameIn(f.locale, row)}: ${t('learn.progress')}`} />
              )}
              {due(row) && (
                <span className={row.dueOn && row.dueOn < day ? 'text-xs text-bad-ink' : 'text-xs text-ink-3'}>
                  {due(row)}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
