import { today } from '~/core/dates';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { GradeBadge } from '~/features/accounts/grade-badge';
import { directionsTo, distanceText } from '~/features/visits/directions';
import { StartButton } from '~/features/visits/start-button';
import { Badge } from '~/ui/badge';
import { ButtonLink, IconLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { CalendarPlus, CircleDot, FileText, Navigation, NotebookPen, Phone } from '~/ui/icons';
import { Link } from '~/ui/link';
import { DoorFact } from './door-fact';
import type { TodayData } from './route';

type NextVisit = NonNullable<TodayData['next']>;

/** The next visit opened out, with the three facts worth knowing at the door. */
export function NextVisitCard({ visit, since, now }: { visit: NextVisit; since: Date | null; now: Date }) {
  const t = useT();
  const f = useFormat();
  const isRunning = visit.status === 'in_progress';
  const brief = `${paths.visit(visit.id)}/brief`;
  const day = today(now);
  const on = today(visit.plannedAt);
  const until = new Date(visit.plannedAt.getTime() + visit.plannedMinutes * 60_000);
  const directions = directionsTo({
    name: visit.accountName ?? '',
    address: visit.address,
    latitude: visit.latitude,
    longitude: visit.longitude,
  });
  return (
    <section
      aria-label={t('today.next')}
      className="overflow-hidden rounded-[10px] border border-brand/30 bg-surface shadow-card max-sm:rounded-2xl"
    >
      <p className="flex items-center gap-2 bg-brand-soft px-4 py-2 text-sm text-brand-ink">
        {isRunning ? <CircleDot /> : <Navigation />}
        <span className="font-semibold">{isRunning ? t('today.running') : t('today.next')}</span>
        <span className="num">
          {on !== day && `${f.dayLong(on, now)} `}
          {f.time(isRunning && visit.startedAt ? visit.startedAt : visit.plannedAt)} – {!isRunning && f.time(until)}
        </span>
        <span className="num ml-auto shrink-0">
          {visit.metres === null
            ? t(`visit.channel.${visit.channel}`)
            : t('today.away', { distance: distanceText(visit.metres) })}
        </span>
      </p>
      <div className="grid gap-3 p-4">
        <div>
          <div className="flex items-start gap-2">
            <h2 className="min-w-0 flex-1 text-lg font-semibold">
              <Link to={paths.visit(visit.id)} className="hover:text-brand-ink hover:underline">
                {visit.accountName ?? '—'}
              </Link>
            </h2>
            {visit.isJoint && <Badge tone="brand">{t('visit.joint')}</Badge>}
            {visit.grade && <GradeBadge grade={visit.grade} />}
          </div>
          <p className="mt-1 text-ink-2">
            {[visit.isJoint && visit.ownerName, visit.purpose, visit.contacts].filter(Boolean).join(' · ')}
          </p>
          {visit.address && <p className="text-ink-3">{visit.address}</p>}
          {since && today(since) !== day && visit.metres !== null && (
            <p className="num text-sm text-ink-3">{t('today.distance_since', { when: f.dateTime(since, now) })}</p>
          )}
        </div>
        <ul className="grid gap-2 border-t border-line pt-3">
          {visit.lines.map((line) => (
            <DoorFact key={line.kind} line={line} visit={visit} now={now} />
          ))}
          {!visit.isJoint && (
            <li>
              <Link
                to={brief}
                className="inline-flex items-center text-sm text-brand-ink hover:underline max-sm:min-h-11"
              >
                {t('brief.title')}
              </Link>
            </li>
          )}
        </ul>
        <div className="flex gap-2">
          {visit.isJoint ? (
            <ButtonLink to={brief} variant="primary" size="lg" icon={FileText} className="flex-1">
              {t('brief.title')}
            </ButtonLink>
          ) : isRunning ? (
            <ButtonLink to={paths.visit(visit.id)} variant="primary" size="lg" icon={NotebookPen} className="flex-1">
              {t('visit.complete')}
            </ButtonLink>
          ) : (
            <StartButton
              id={visit.id}
              version={visit.version}
              about={[visit.accountName, visit.purpose].filter(Boolean).join(' · ')}
            />
          )}
          {visit.phone && (
            <IconLink
              icon={Phone}
              label={t('visit.call')}
              to={`tel:${visit.phone}`}
              size="lg"
              variant="secondary"
              reloadDocument
              prefetch="none"
            />
          )}
          {directions && (
            <IconLink
              icon={Navigation}
              label={t('visit.directions')}
              to={directions}
              size="lg"
              variant="secondary"
              target="_blank"
              rel="noreferrer"
              prefetch="none"
            />
          )}
        </div>
      </div>
    </section>
  );
}

export function NothingNext({ mayPlan }: { mayPlan: boolean }) {
  const t = useT();
  return (
    <Card>
      <EmptyState
        icon={CalendarPlus}
        title={t('today.no_next')}
        action={
          mayPlan && (
            <>
              <ButtonLink to="/visits/plan" variant="primary">
                {t('today.plan')}
              </ButtonLink>
              <ButtonLink to="/visits/new?mode=log">{t('today.log')}</ButtonLink>
            </>
          )
        }
      >
        {mayPlan && t('today.no_next_hint')}
      </EmptyState>
    </Card>
  );
}
