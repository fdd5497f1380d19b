import ical, { ICalEventTransparency } from 'ical-generator';
import type { Translate } from '~/core/message';
import { paths } from '~/core/paths';
import type { Entries } from './queries.server';

type Options = { t: Translate; origin: string; showsDetails: boolean };

const minuteMs = 60_000;

/**
 * The entries as a calendar program reads them. Instants are in UTC, which every program puts into its own zone; a
 * zone named without its definition would be read as no zone at all.
 */
export function calendarText({ visits, commitments }: Entries, { t, origin, showsDetails }: Options): string {
  const calendar = ical({
    name: t('calendar.name'),
    prodId: { company: 'jiketong', product: 'jiketong' },
    ttl: 15 * 60,
  });
  for (const visit of visits) {
    const start = visit.startedAt ?? visit.plannedAt;
    const planned = new Date(start.getTime() + visit.plannedMinutes * minuteMs);
    const end = visit.endedAt && visit.endedAt > start ? visit.endedAt : planned;
    const details = [visit.purpose, visit.isJoint && visit.ownerName, visit.contacts].filter(Boolean).join('\n');
    calendar.createEvent({
      id: `visit-${visit.id}@jiketong`,
      sequence: visit.version - 1,
      stamp: visit.updatedAt,
      lastModified: visit.updatedAt,
      start,
      end,
      summary: t(visit.isJoint ? 'calendar.joint' : 'calendar.visit', { account: visit.accountName ?? '' }).trim(),
      ...(showsDetails && {
        description: details,
        location: visit.address,
        url: `${origin}${paths.visit(visit.id)}`,
      }),
    });
  }
  for (const promise of commitments) {
    const start = new Date(`${promise.dueOn}T00:00:00Z`);
    calendar.createEvent({
      id: `commitment-${promise.id}@jiketong`,
      sequence: promise.version - 1,
      stamp: promise.updatedAt,
      lastModified: promise.updatedAt,
      start,
      end: new Date(start.getTime() + 1440 * minuteMs),
      allDay: true,
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: t('calendar.commitment', { account: promise.accountName ?? '' }).trim(),
      ...(showsDetails && { description: promise.text, url: `${origin}/commitments` }),
    });
  }
  return calendar.toString();
}
