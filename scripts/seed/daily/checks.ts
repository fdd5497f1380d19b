import type { Position } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import { assess, type Check, confirmedReason } from '~/features/visits/confidence';
import { isChecked, metresBetween, minutesOf } from '~/features/visits/rules';
import type { Company } from '../company';
import type { Demo } from '../demo';
import type { Field, Fieldwork, Visit } from '../fieldwork/fieldwork';
import { chance, pick } from '../random';

const kilometres = 0.009;
const excuses = ['客户临时改在工地会合，定位在工地', '在客户另一处办公区见面，地址待更新', '停车场信号差，进楼前签到'];
const praise = ['讲得清楚，说到做到', '响应很及时', '方案比上次具体多了', '希望报价再快一点'];

/** What the check of a visit is worth, by the rules of the application. */
export function check(demo: Demo, visit: Visit, field: Field | undefined) {
  const { random } = demo;
  const { startedAt, endedAt } = visit;
  if (visit.status !== 'completed' || !startedAt || !endedAt || !isChecked({ channel: visit.channel ?? 'onsite' }))
    return;
  const account = field?.customer.row;
  const site =
    account?.latitude && account.longitude ? { latitude: account.latitude, longitude: account.longitude } : null;
  if (visit.checkIn && chance(random, 0.04)) {
    visit.checkIn = { ...visit.checkIn, latitude: visit.checkIn.latitude + 2 * kilometres };
    visit.checkOut = null;
    visit.checkNote = chance(random, 0.7) ? pick(random, excuses) : null;
  }
  visit.skewSeconds = visit.checkIn ? (chance(random, 0.02) ? 1260 : 2) : null;
  const checkIn = checkAt(visit.checkIn, startedAt);
  visit.distanceMetres = checkIn && site ? metresBetween(checkIn, site) : null;
  const { confidence, reasons } = assess({
    checkIn,
    checkOut: checkAt(visit.checkOut, endedAt),
    isPositionUnusable: false,
    site,
    skewSeconds: visit.skewSeconds,
    minutes: minutesOf({ startedAt, endedAt }),
    minutesChanged: 0,
    minutesElsewhere: 0,
    others: [],
    photos: 0,
    isConfirmed: false,
  });
  visit.confidence = confidence;
  visit.confidenceReasons = reasons;
}

const checkAt = (position: Position | null | undefined, at: Date): Check | null =>
  position ? { latitude: position.latitude, longitude: position.longitude, accuracy: position.accuracy, at } : null;

/** The customer's own word for the latest visits of each manager who has any. */
export function confirm({ random, today, day }: Demo, company: Company, { visits, attendees }: Fieldwork) {
  const from = fromLocal(day(-45));
  const met = new Map(
    attendees.flatMap(({ visitId, contactId }) => (contactId ? [[visitId, contactId] as const] : [])),
  );
  for (const person of company.people) {
    const recent = visits
      .filter(
        ({ ownerId, confidence, endedAt, id }) =>
          ownerId === person.id && confidence != null && endedAt && endedAt >= from && met.has(id),
      )
      .sort((a, b) => b.plannedAt.getTime() - a.plannedAt.getTime());
    for (const visit of recent.slice(0, 2)) {
      const soon = new Date(visit.endedAt!.getTime() + 6 * 60_000);
      visit.confirmedAt = soon < fromLocal(today) ? soon : visit.endedAt;
      visit.confirmedRating = pick(random, [5, 5, 4, 4, 3]);
      visit.confirmedComment = chance(random, 0.6) ? pick(random, praise) : null;
      visit.confirmedContactId = met.get(visit.id)!;
      visit.confidence = Math.min(100, visit.confidence! + confirmedReason.points);
      visit.confidenceReasons = [...visit.confidenceReasons!, confirmedReason];
    }
  }
}
