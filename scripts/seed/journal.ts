import type { journal } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import type { ChangeKind } from '~/features/opportunities/rules';
import type { Customer } from './customers/customer';
import type { Change, Deal } from './deals/deal';
import { probabilityAt, stageCodeOf } from './deals/path';
import type { Demo } from './demo';
import type { Visit } from './fieldwork/fieldwork';

type Entry = typeof journal.$inferInsert;
type Subject = { tenantId: number; unitId: number; ownerId: string; accountId: string };

const daysKept = 35;
const events: Partial<Record<ChangeKind, string>> = {
  created: 'opportunity.created',
  moved: 'opportunity.moved',
  amount: 'opportunity.updated',
  close_date: 'opportunity.updated',
  owner: 'opportunity.assigned',
};

/** What the journal would hold of the recent weeks had all of it been done here. */
export function makeJournal(demo: Demo, customers: Customer[], deals: Deal[], visits: Visit[]): Entry[] {
  const from = fromLocal(demo.day(-daysKept));
  const entry = (
    at: Date,
    actorId: string,
    event: string,
    subjectId: string,
    of: Subject,
    change: Partial<Entry>,
  ): Entry => ({
    tenantId: of.tenantId,
    id: demo.id(at),
    at,
    actorId,
    event,
    subject: event.split('.')[0] ?? '',
    subjectId,
    accountId: of.accountId,
    unitId: of.unitId,
    ownerId: of.ownerId,
    before: change.before ?? null,
    after: change.after ?? null,
  });
  const recent = (at: Date | null | undefined): at is Date => at != null && at >= from;
  return [
    ...customers
      .filter(({ row }) => recent(row.createdAt))
      .map(({ row }) => {
        const of = { ...row, accountId: row.id! };
        return entry(row.createdAt, row.ownerId, 'account.created', row.id!, of, { after: { name: row.name } });
      }),
    ...deals.flatMap(({ row, changes }) =>
      changes
        .filter(({ at, kind }) => recent(at) && events[kind])
        .map((change) =>
          entry(change.at, change.byId ?? row.ownerId, events[change.kind]!, row.id, row, valuesOf(change, row.title)),
        ),
    ),
    ...visits.flatMap((visit) => [
      ...(recent(visit.createdAt)
        ? [
            entry(visit.createdAt, visit.ownerId, 'visit.planned', visit.id, visit, {
              after: {
                purpose: visit.purpose,
                type: visit.type,
                channel: visit.channel,
                plannedAt: visit.plannedAt,
                opportunityId: visit.opportunityId,
              },
            }),
          ]
        : []),
      ...(recent(visit.endedAt)
        ? [
            entry(visit.endedAt, visit.ownerId, 'visit.completed', visit.id, visit, {
              before: { status: 'in_progress' },
              after: {
                status: 'completed',
                note: visit.note,
                satisfaction: visit.satisfaction,
                startedAt: visit.startedAt,
                endedAt: visit.endedAt,
              },
            }),
          ]
        : []),
    ]),
  ];
}

function valuesOf(change: Change, title: string): Partial<Entry> {
  switch (change.kind) {
    case 'moved':
      return { before: stageOf(change.fromStageId), after: stageOf(change.toStageId) };
    case 'amount':
      return { before: { totalFen: change.fromTotalFen }, after: { totalFen: change.toTotalFen } };
    case 'close_date':
      return { before: { expectedCloseOn: change.fromCloseOn }, after: { expectedCloseOn: change.toCloseOn } };
    case 'owner':
      return { before: { ownerId: change.fromOwnerId }, after: { ownerId: change.toOwnerId } };
    default:
      return {
        after: {
          title,
          totalFen: change.toTotalFen,
          stage: stageCodeOf(change.toStageId ?? 1),
          expectedCloseOn: change.toCloseOn,
        },
      };
  }
}

const stageOf = (id: number | null | undefined) => ({
  stage: stageCodeOf(id ?? 0),
  stageId: id,
  probability: probabilityAt(id ?? 0),
});
