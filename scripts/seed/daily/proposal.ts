import { addWorkdays } from '~/core/calendar';
import { today as businessDay, fromLocal } from '~/core/dates';
import type { Person } from '../company';
import type { Demo } from '../demo';
import type { Field, Visit } from '../fieldwork/fieldwork';

/** One visit that coverage asks of this person and nobody has answered yet. */
export function proposeOne(demo: Demo, person: Person, fields: Field[], visits: Visit[]): Visit[] {
  const planned = new Set(visits.filter(({ status }) => status === 'planned').map(({ accountId }) => accountId));
  const [row] = fields
    .map(({ customer }) => customer.row)
    .filter((one) => one.ownerId === person.id && one.lastVisitedAt && !planned.has(one.id!))
    .sort((a, b) => a.lastVisitedAt!.getTime() - b.lastVisitedAt!.getTime());
  if (!row?.lastVisitedAt) return [];
  const createdAt = fromLocal(`${demo.day(-1)}T04:10`);
  return [
    {
      tenantId: row.tenantId,
      id: demo.id(createdAt),
      unitId: row.unitId,
      ownerId: person.id,
      accountId: row.id!,
      type: 'routine',
      channel: 'onsite',
      status: 'planned',
      purpose: '日常走访，了解使用情况',
      plannedAt: fromLocal(`${addWorkdays(demo.today, 2)}T16:30`),
      plannedMinutes: 60,
      proposedKind: 'manager',
      proposedFor: businessDay(row.lastVisitedAt),
      isProposed: true,
      createdAt,
      updatedAt: createdAt,
      version: 1,
    },
  ];
}
