import { addDays, today as businessDay, fromLocal } from '~/core/dates';
import type { Channel, VisitStatus, VisitType } from '~/features/visits/rules';
import type { Deal } from '../deals/deal';
import type { Demo } from '../demo';
import { nextSteps } from '../names/deals';
import { noteSlots } from '../names/note-slots';
import { makeNote } from '../names/notes';
import { purposes } from '../names/visits';
import { between, chance, gauss, pick, type Random, shuffle, weighted } from '../random';
import type { Field, Visit } from './fieldwork';

const types: readonly (readonly [VisitType, number])[] = [['routine', 72], ['renewal', 11], ['complaint', 9], ['executive', 5], ['first', 3]]; // biome-ignore format: a table
const channelWeights: readonly (readonly [Channel, number])[] = [['onsite', 79], ['phone', 9], ['video', 5], ['wechat', 5], ['business_hall', 1], ['email', 1]]; // biome-ignore format: a table
const cancelled = ['客户临时开会，改期', '对方出差', '台风停航', '我方车辆调配不开', '客户要求改为电话沟通'];

/** One visit of a customer on a day; who was met comes with it, so that notes and attendees agree. */
export function makeVisit(demo: Demo, field: Field, day: string, isFirst: boolean, at = startOn(demo, day)) {
  const { random } = demo;
  const { customer, contacts } = field;
  const account = customer.row;
  const type = isFirst ? 'first' : weighted(random, types);
  const channel = weighted(random, channelWeights);
  const status = statusOn(demo, day);
  const isDone = status === 'completed';
  const deal = chance(random, 0.62) ? dealOn(field, at, random) : undefined;
  const met = shuffle(random, contacts).slice(0, between(random, 1, Math.min(3, Math.max(1, contacts.length))));
  const ownerId = customer.previous && day < customer.since ? customer.previous.id : customer.owner.id;
  const plannedMinutes = pick(random, [30, 60, 60, 60, 90, 120]);
  const startedAt = isDone ? minutesAfter(at, Math.round(gauss(random, 2, 7))) : null;
  const endedAt = startedAt && minutesAfter(startedAt, Math.max(12, Math.round(gauss(random, plannedMinutes, 14))));
  const booked = minutesAfter(at, -between(random, 1, 9) * 1440);
  const createdAt = booked < account.createdAt ? account.createdAt : madeBy(demo, booked);
  const metres = Math.round(Math.abs(gauss(random, 60, 90)));
  const wasThere = startedAt && channel === 'onsite' && account.longitude && account.latitude && chance(random, 0.75);
  const position = (when: Date) => ({
    latitude: Math.round((account.latitude! + metres / 111_000) * 1e5) / 1e5,
    longitude: account.longitude!,
    accuracy: between(random, 8, 60),
    deviceAt: when.toISOString(),
  });
  const next = deal && chance(random, 0.6) ? pick<string>(random, nextSteps[deal.row.stageType ?? 'open']) : null;
  const visit: Visit = {
    tenantId: account.tenantId,
    id: demo.id(createdAt),
    unitId: account.unitId,
    ownerId,
    accountId: account.id!,
    opportunityId: deal?.row.id ?? null,
    createdAt,
    updatedAt: endedAt ?? createdAt,
    version: isDone ? 3 : status === 'planned' ? 1 : 2,
    type,
    channel,
    status,
    purpose: pick(random, purposes[type]),
    plannedAt: at,
    plannedMinutes,
    startedAt,
    endedAt,
    checkIn: wasThere ? position(startedAt) : null,
    checkOut: wasThere && endedAt && chance(random, 0.8) ? position(endedAt) : null,
    distanceMetres: wasThere ? metres : null,
    note: isDone ? makeNote(random, type, { 他: met[0]?.called ?? '对方', 另: met[1]?.called ?? '经办同事' }) : null,
    competitorNote: isDone && chance(random, 0.16) ? rumour(random) : null,
    satisfaction: isDone && chance(random, 0.5) ? weighted(random, [[5, 24], [4, 46], [3, 22], [2, 6], [1, 2]]) : null, // biome-ignore format: a table
    nextStep: isDone ? next : null,
    nextStepOn: isDone && next ? addDays(day, between(random, 3, 20)) : null,
    cancelReason: status === 'cancelled' ? pick(random, cancelled) : null,
  };
  return { visit, met, deal };
}

/** On the quarter hour, in working time. */
const startOn = ({ random }: Demo, day: string) =>
  minutesAfter(fromLocal(day), pick(random, [9, 9.5, 10, 10.5, 11, 14, 14.5, 15, 15.5, 16]) * 60);

function statusOn(demo: Demo, day: string): VisitStatus {
  if (day >= demo.today) return 'planned';
  // The last days' visits are not all written up yet.
  if (day >= demo.day(-4) && chance(demo.random, 0.25)) return 'planned';
  return weighted(demo.random, [['completed', 91], ['cancelled', 5], ['missed', 4]]); // biome-ignore format: a table
}

function dealOn({ deals }: Field, at: Date, random: Random): Deal | undefined {
  const day = businessDay(at);
  const alive = deals.filter(({ row, isQuiet }) => {
    const end = isQuiet ? businessDay(row.lastActivityAt) : (row.closedOn ?? '9999-12-31');
    return row.createdAt <= at && day <= end;
  });
  return alive.length > 0 ? pick(random, alive) : undefined;
}

const rumour = (random: Random) => `${pick(random, noteSlots.对手)}${pick(random, noteSlots.对手动作)}。`;
const minutesAfter = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

/** Nothing of the demo was made later than yesterday. */
function madeBy(demo: Demo, at: Date): Date {
  const latest = fromLocal(demo.today);
  return at < latest ? at : minutesAfter(latest, -between(demo.random, 7 * 60, 15 * 60));
}
