import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { nameIn } from '~/features/offerings/named';
import type { MySeat } from '~/features/training/queries/learner.server';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { CircleCheck, Hourglass } from '~/ui/icons';
import { Link } from '~/ui/link';
import { RowCard } from '~/ui/row-card';

/** Trainings to come, and whether there is a seat in them. */
export function SeatsCard({ rows }: { rows: MySeat[] }) {
  const t = useT();
  const f = useFormat();
  return (
    <Card title={t('learn.seats')} padded={false}>
      {rows.length === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('learn.seats_empty')}</p>}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id}>
            <Link to={paths.course(row.courseId)} className="block hover:bg-sunken">
              <RowCard
                title={nameIn(f.locale, row)}
                sub={`${f.dateTime(row.startsAt)} · ${row.place}`}
                badge={
                  <Badge tone={row.state === 'in' ? 'ok' : 'warn'} icon={row.state === 'in' ? CircleCheck : Hourglass}>
                    {t(
                      row.attendedAt
                        ? 'learn.seat.attended'
                        : row.state === 'in'
                          ? 'learn.seat.in'
                          : 'learn.seat.waiting',
                    )}
                  </Badge>
                }
                meta={row.trainer}
              />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
