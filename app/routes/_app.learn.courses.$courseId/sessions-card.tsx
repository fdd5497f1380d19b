import { useFormat, useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { Badge } from '~/ui/badge';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { CircleCheck, Hourglass } from '~/ui/icons';
import type { CourseLearnt } from './route';

/** Where the course is held, and one's own seat. */
export function SessionsCard({ data }: { data: CourseLearnt }) {
  const t = useT();
  const f = useFormat();
  const { sessions, now } = data;
  return (
    <Card title={t('learn.course.sessions')}>
      {sessions.length === 0 && <p className="text-ink-3">{t('learn.course.sessions_empty')}</p>}
      <ul className="divide-y divide-line">
        {sessions.map((one) => {
          const free = one.capacity - one.taken;
          const isOpen = one.startsAt > now;
          return (
            <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 first:pt-0">
              <div className="min-w-0 flex-1">
                <p className="font-medium">
                  {f.dateTime(one.startsAt)} – {f.time(one.endsAt)}
                </p>
                <p className="text-sm text-ink-2">
                  {one.place} · {one.trainer}
                </p>
                <p className="num text-xs text-ink-3">
                  {free > 0 ? t('learn.seat.left_n', { n: free }) : t('learn.seat.full_n', { n: one.waiting })}
                </p>
              </div>
              {one.seat && (
                <Badge tone={one.seat === 'in' ? 'ok' : 'warn'} icon={one.seat === 'in' ? CircleCheck : Hourglass}>
                  {t(
                    one.attendedAt ? 'learn.seat.attended' : one.seat === 'in' ? 'learn.seat.in' : 'learn.seat.waiting',
                  )}
                </Badge>
              )}
              {isOpen && (
                <ActionForm own hidden={{ intent: one.seat ? 'leave_seat' : 'take_seat', session: one.id }}>
                  <SubmitButton variant={one.seat ? 'ghost' : 'secondary'}>
                    {t(one.seat ? 'learn.seat.leave' : free > 0 ? 'learn.seat.take' : 'learn.seat.queue')}
                  </SubmitButton>
                </ActionForm>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
