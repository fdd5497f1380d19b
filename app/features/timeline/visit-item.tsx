import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { restOfNote } from '~/features/visits/rules';
import { Badge } from '~/ui/badge';
import { CalendarX2, MapPin, MapPinCheck } from '~/ui/icons';
import { Link } from '~/ui/link';
import type { TimelineItem } from '~/ui/timeline';
import type { VisitEvent } from './events';
import { NextStep } from './next-step';

type Told = Pick<TimelineItem, 'icon' | 'tone' | 'title' | 'body'>;

export function useVisitItem(now: string) {
  const t = useT();
  return (visit: VisitEvent): Told => {
    const who = visit.who ?? t('timeline.somebody');
    const done = visit.status === 'completed' || visit.status === 'in_progress';
    const title = !done
      ? t('timeline.visit_other', { who, status: t.any(`timeline.status.${visit.status}`), purpose: visit.purpose })
      : visit.met
        ? t('timeline.visited', { who, met: visit.met })
        : t('timeline.visited_nobody', { who, purpose: visit.purpose });
    const link = (
      <Link to={paths.visit(visit.id)} className="font-medium hover:text-brand-ink">
        {title}
      </Link>
    );
    if (!done) return { icon: CalendarX2, tone: visit.status === 'missed' ? 'bad' : 'neutral', title: link };
    // a purpose taken from the note is not told twice
    const rest = restOfNote(visit.purpose, visit.note);
    const note = visit.met ? visit.note : rest;
    const body = (
      <div className="rounded-[10px] border border-line bg-surface p-3 text-ink">
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge tone="ok" icon={visit.channel === 'onsite' ? MapPin : undefined}>
            {t.any(`timeline.channel.${visit.channel}`)}
          </Badge>
          {visit.distanceMetres !== null && (
            <Badge>{t('timeline.metres', { n: Math.round(visit.distanceMetres) })}</Badge>
          )}
          {visit.minutes !== null && visit.minutes > 0 && <Badge>{t('timeline.minutes', { n: visit.minutes })}</Badge>}
          {visit.opportunityId && visit.opportunityTitle && (
            <Link
              to={paths.opportunity(visit.opportunityId)}
              className="ml-auto truncate text-xs text-ink-3 hover:text-brand-ink"
            >
              {t('timeline.linked', { title: visit.opportunityTitle })}
            </Link>
          )}
        </div>
        {visit.met && rest === visit.note && <p className="mt-2 font-medium">{visit.purpose}</p>}
        {note && <p className="mt-1 line-clamp-4 whitespace-pre-line text-ink-2">{note}</p>}
        <NextStep event={visit} now={now} />
      </div>
    );
    return { icon: MapPinCheck, tone: 'ok', title: link, body };
  };
}
