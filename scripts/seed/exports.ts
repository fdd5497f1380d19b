import type { exportSchedules, savedViews } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import type { Company } from './company';
import { type Demo, workdayAtOrBefore } from './demo';

/** The director's list of open deals, each working day at eight; due, so that the demo's first minutes make a file. */
export function makeExports(demo: Demo, company: Company) {
  const { id: ownerId, tenantId } = company.one('director');
  const createdAt = demo.during(workdayAtOrBefore(demo.day(-3)));
  const of = { tenantId, ownerId, page: 'opportunities' as const, name: '在途商机（按金额）', createdAt };
  const view: typeof savedViews.$inferInsert = {
    ...of,
    id: demo.id(createdAt),
    query: 'shape=list&sort=-amount&type=open',
    isPinned: false,
  };
  const schedule: typeof exportSchedules.$inferInsert = {
    ...of,
    id: demo.id(createdAt),
    viewId: view.id,
    role: 'sales_director',
    rhythm: 'workdays',
    hour: 8,
    format: 'xlsx',
    nextAt: fromLocal(`${workdayAtOrBefore(demo.day(-1))}T08:00`),
    updatedAt: createdAt,
  };
  return { views: [view], schedules: [schedule] };
}
