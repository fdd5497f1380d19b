import { addDays, fromLocal } from '~/core/dates';
import { progressOf } from '~/features/training/rules';
import type { Company, Person } from '../company';
import type { Demo } from '../demo';
import { between, shuffle } from '../random';
import type { Made } from './made';

type Given = {
  sellers: Person[];
  course: (code: string) => { id: string; versionId: string; chapters: string[] };
  satelliteExam: string;
  begun: Date;
};

/** Who learns what and how far they are, who has booked, and the sessions past and planned. */
export function addLearning(
  demo: Demo,
  company: Company,
  made: Made,
  { sellers, course, satelliteExam, begun }: Given,
) {
  const trainer = company.one('trainer');
  const { tenantId } = trainer;
  const by = { createdBy: trainer.id, createdAt: begun };
  const others = sellers.filter(({ key }) => key !== 'manager');
  const enrol = (who: Person, code: string, read: number, dueOn: string | null, way: 'self' | 'rule') => {
    const of = course(code);
    const all = of.chapters.length;
    const chaptersRead = of.chapters.slice(0, Math.min(read, all));
    const createdAt = demo.during(demo.day(-between(demo.random, 40, 90)));
    const updatedAt = demo.during(demo.day(-between(demo.random, 1, 30)));
    const isDone = chaptersRead.length === all;
    made.enrolments.push({
      ...{
        tenantId,
        id: demo.id(createdAt),
        personId: who.id,
        unitId: who.unitId,
        courseId: of.id,
        versionId: of.versionId,
      },
      ...{
        state: isDone ? 'completed' : 'enrolled',
        progressPercent: progressOf(chaptersRead.length, all),
        way,
        dueOn,
      },
      ...{
        enrolledBy: way === 'self' ? who.id : trainer.id,
        createdAt,
        updatedAt,
        completedAt: isDone ? updatedAt : null,
      },
    });
    made.read.push(...chaptersRead.map((chapterId) => ({ tenantId, personId: who.id, chapterId, readAt: updatedAt })));
  };
  const root = company.tenants.find(({ id }) => id === tenantId)?.rootUnitId ?? trainer.unitId;
  const top = company.units.find((unit) => unit.tenantId === tenantId && unit.kind === 'province')?.id ?? root;
  for (const code of ['O-01', 'P-01'])
    made.rules.push({
      ...{
        tenantId,
        id: demo.id(begun),
        courseId: course(code).id,
        role: 'account_manager',
        unitId: top,
        dueDays: 45,
        ...by,
      },
    });
  for (const who of sellers) {
    enrol(who, 'O-01', who.key === 'manager' ? 3 : between(demo.random, 1, 4), demo.day(-10), 'rule');
    enrol(who, 'P-01', who.key === 'manager' ? 1 : between(demo.random, 0, 4), demo.day(12), 'rule');
    if (who.key === 'manager' || demo.random() < 0.4) enrol(who, 'S-01', between(demo.random, 0, 2), null, 'self');
    if (demo.random() < 0.3) enrol(who, 'P-03', between(demo.random, 0, 3), null, 'self');
  }
  for (const [at, who] of others.slice(3, 8).entries())
    made.bookings.push({
      ...{
        tenantId,
        id: demo.id(begun),
        personId: who.id,
        unitId: who.unitId,
        examId: satelliteExam,
        bookedBy: who.id,
      },
      ...{ startsAt: fromLocal(`${addDays(demo.today, 3 + at)}T10:00`), createdAt: begun },
    });

  const session = (code: string, offset: number, place: string, capacity: number, coming: number) => {
    const day = demo.day(offset);
    const id = demo.id(begun);
    const crowd = shuffle(demo.random, sellers).slice(0, coming);
    const taken = Math.min(capacity, crowd.length);
    const startsAt = fromLocal(`${day}T14:00`);
    made.sessions.push({
      ...{
        tenantId,
        id,
        courseId: course(code).id,
        place,
        trainerId: trainer.id,
        startsAt,
        endsAt: fromLocal(`${day}T17:00`),
      },
      ...{ capacity, taken, lastNumber: crowd.length, ...by },
    });
    for (const [at, who] of crowd.entries()) {
      const isIn = at < capacity;
      const came = offset < 0 && isIn && demo.random() < 0.85;
      made.seats.push({
        ...{
          tenantId,
          sessionId: id,
          personId: who.id,
          unitId: who.unitId,
          number: at + 1,
          state: isIn ? 'in' : 'waiting',
        },
        attendedAt: came ? new Date(startsAt.getTime() - between(demo.random, 1, 20) * 60_000) : null,
        createdAt: demo.during(demo.day(Math.min(offset, 0) - 12)),
      });
    }
  };
  session('S-01', -18, '杭州 · 省公司 3 楼培训室', 30, 14);
  session('P-03', -6, '舟山 · 海洋客户部会议室', 12, 9);
  session('S-02', 5, '杭州 · 省公司 3 楼培训室', 10, 13);
  session('P-01', 9, '宁波 · 分公司多功能厅', 40, 11);
  session('P-03', 16, '线上 · 视频会议', 100, 6);
}
