import clsx from 'clsx';
import { addDays } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { VisitBadge } from '~/features/visits/visit-badge';
import { spanInDay } from '~/features/visits/week-grid';
import { IconLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { RowCard } from '~/ui/row-card';
import type { VisitWeekData } from './load.server';
import { planOn } from './plan-on';

/** The week as the phone shows it: a card a day. */
export function WeekDays({ page }: { page: VisitWeekData }) {
  const t = useT();
  const f = useFormat();
  const { visits, monday, day, now, mayPlan } = page;
  return Array.from({ length: 7 }, (_, n) => addDays(monday, n)).map((one) => {
    const mine = visits.filter((visit) => spanInDay(visit).day === one);
    return (
      <Card
        key={one}
        padded={false}
        title={<span className={clsx('num', one === day && 'text-brand-ink')}>{f.dayLong(one, now)}</span>}
        note={mine.length || t('visit.free_day')}
        action={
          mayPlan &&
          one >= day && (
            <IconLink icon={Plus} label={t('visit.plan_on', { day: f.dayLong(one, now) })} to={planOn(page, one)} />
          )
        }
      >
        <ul className="divide-y divide-line">
          {mine.map((visit) => (
            <li key={visit.id}>
              <Link to={paths.visit(visit.id)} className="block active:bg-sunken">
                <RowCard
                  title={visit.accountName ?? '—'}
                  right={
                    <span className="num text-sm font-normal text-ink-2">
                      {f.time(visit.startedAt ?? visit.plannedAt)}
                    </span>
                  }
                  sub={visit.purpose}
                  badge={<VisitBadge visit={visit} now={now} />}
                  meta={visit.contacts && <span className="truncate">{visit.contacts}</span>}
                />
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    );
  });
}
