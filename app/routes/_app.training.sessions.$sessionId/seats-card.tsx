import { useFormat, useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { CircleCheck, Hourglass } from '~/ui/icons';
import type { SessionShown } from './route';

type Props = { session: NonNullable<SessionShown['session']>; seats: SessionShown['seats'] };

/** Where and when, who comes, who waits in what order, and who was there. */
export function SeatsCard({ session, seats }: Props) {
  const t = useT();
  const f = useFormat();
  const queue = seats.filter(({ state }) => state === 'waiting');
  return (
    <Card>
      <Facts>
        <Fact label={t('session_place.starts')}>
          {f.dateTime(session.startsAt)} – {f.time(session.endsAt)}
        </Fact>
        <Fact label={t('session_place.place')}>{session.place}</Fact>
        <Fact label={t('session_place.trainer')}>{session.trainer}</Fact>
        <Fact label={t('session_place.capacity')}>
          {t('session_place.taken', { taken: session.taken, capacity: session.capacity })}
        </Fact>
        <Fact label={t('session_place.attended')}>{f.number(seats.filter(({ attendedAt }) => attendedAt).length)}</Fact>
      </Facts>
      {seats.length === 0 && <p className="mt-3 text-ink-3">{t('session_place.nobody')}</p>}
      <ul className="mt-3 divide-y divide-line">
        {seats.map((seat) => (
          <li key={seat.personId} className="flex min-h-10 items-center gap-3">
            <span className="min-w-0 flex-1 truncate">
              {seat.person} <small className="text-ink-3">{seat.unit}</small>
            </span>
            {seat.attendedAt ? (
              <Badge tone="ok" icon={CircleCheck}>
                {t('session_place.attended')} {f.time(seat.attendedAt)}
              </Badge>
            ) : seat.state === 'in' ? (
              <Badge>{t('session_place.in')}</Badge>
            ) : (
              <Badge tone="warn" icon={Hourglass}>
                {t('session_place.waiting')} {queue.indexOf(seat) + 1}
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
