import { draw, type InPool } from '~/features/training/draw';
import { type BlueprintLine, choiceIds, hasPassed, mark } from '~/features/training/rules';
import type { Company, Person } from './company';
import type { Demo } from './demo';
import { between } from './random';
import { bank } from './training/bank';
import { written } from './training/courses';
import { addLearning } from './training/learning';
import { type Made, nothing } from './training/made';

const line = (given: Partial<BlueprintLine>): BlueprintLine => ({
  ...{ kind: null, difficulty: null, courseId: null, offeringCode: null, count: 1, points: 10 },
  ...given,
});
/** One question of the bank has the wrong key, as happens: the statistics show it. */
const misprinted = '商机停滞超过多少天会在复盘会上出现？';

/** What the company of the demo's trainer learns: courses, a bank, exams sat and to come, sessions past and planned. */
export function makeTraining(demo: Demo, company: Company): Made {
  const trainer = company.one('trainer');
  const { tenantId } = trainer;
  const begun = demo.during(demo.day(-120));
  const staff = company.people.filter((one) => one.tenantId === tenantId && !one.leftOn);
  const sellers = staff.filter(({ roles }) => roles.includes('account_manager') || roles.includes('team_lead'));
  const made = nothing();
  const by = { createdBy: trainer.id, createdAt: begun };

  const byCode = new Map(
    written.map((one) => {
      const course = {
        id: demo.id(begun),
        versionId: demo.id(begun),
        chapters: one.chapters.map(() => demo.id(begun)),
      };
      const { code, family, name, nameEn, summary, certificate } = one;
      made.courses.push({
        ...{ tenantId, id: course.id, code, family, name, nameEn, summary, ...by, updatedAt: begun },
        certificateCode: certificate ?? null,
      });
      made.versions.push({
        ...{ tenantId, id: course.versionId, courseId: course.id, edition: 1, createdAt: begun },
        ...{ publishedAt: begun, publishedBy: trainer.id },
      });
      for (const [at, [title, minutes, body]] of one.chapters.entries())
        made.chapters.push({
          ...{ tenantId, id: course.chapters[at]!, versionId: course.versionId, position: at + 1 },
          ...{ title, body, minutes, updatedAt: begun },
        });
      return [code, course] as const;
    }),
  );
  const course = (code: string) => byCode.get(code)!;

  const pool: (InPool & { answers: string[]; stem: string })[] = bank.map((one) => {
    const id = demo.id(begun);
    const versionId = demo.id(begun);
    const { kind, level, product, stem, key } = one;
    const about = { kind, difficulty: level, courseId: course(one.course).id, offeringCode: product ?? null };
    // written with the right one first, told apart by letters the paper shuffles
    const choices = (one.choices ?? []).map((text, at) => ({ id: choiceIds[at]!, text }));
    const answers = stem === misprinted ? ['b'] : key;
    made.questions.push({
      tenantId,
      id,
      versionId,
      ...about,
      source: '省公司培训中心',
      createdAt: begun,
      updatedAt: begun,
    });
    made.questionVersions.push({ tenantId, id: versionId, questionId: id, edition: 1, kind, stem, choices, ...by });
    made.keys.push({ tenantId, versionId, answers, explanation: one.why ?? null });
    return { id, versionId, ...about, answers, stem };
  });
  const known = new Map(pool.map((one) => [one.versionId, one]));

  const exam = (
    name: string,
    nameEn: string,
    code: string,
    blueprint: BlueprintLine[],
    more: Partial<Made['exams'][number]> = {},
  ) => {
    const id = demo.id(begun);
    const of = written.find((one) => one.code === code)!;
    made.exams.push({
      ...{ tenantId, id, name, nameEn, courseId: course(code).id, certificateCode: of.certificate ?? null, blueprint },
      ...{ minutes: 30, passPercent: 70, maxAttempts: 3, waitDays: 2, ...by, updatedAt: begun, publishedAt: begun },
      ...more,
    });
    return made.exams.at(-1)!;
  };
  const ofCourse = (code: string, count: number, points = 10) => line({ courseId: course(code).id, count, points });
  const operations = exam('系统运营规范考试', 'Operating standards exam', 'O-01', [
    ofCourse('O-01', 6),
    ofCourse('O-02', 4),
  ]);
  const lines = exam('互联网专线认证考试', 'Internet line certification', 'P-01', [
    line({ courseId: course('P-01').id, kind: 'single', count: 6 }),
    line({ courseId: course('P-01').id, kind: 'multiple', count: 2 }),
    line({ courseId: course('P-01').id, kind: 'true_false', count: 2 }),
  ]);
  const satellite = exam('卫星方案工程师认证考试', 'Satellite engineer certification', 'P-03', [ofCourse('P-03', 8)]);
  const selling = exam('方案销售认证考试', 'Solution selling certification', 'S-02', [
    ofCourse('S-02', 5, 8),
    line({ kind: 'short_answer', count: 1, points: 20 }),
  ]);
  exam('云与安全考试', 'Cloud and security exam', 'P-02', [ofCourse('P-02', 8)], { publishedAt: null });

  /** A sitting as somebody of that ability sits it; without a trainer its short answers wait. */
  function sit(one: Made['exams'][number], who: Person, ability: number, on: string, isRead = true) {
    const seed = between(demo.random, 1, 2 ** 30);
    const paper = draw(one.blueprint, pool, seed);
    if (!paper) throw new Error(`${one.name}: the bank is too small`);
    const startedAt = demo.during(on);
    const id = demo.id(startedAt);
    const rows = paper.map(({ versionId, points }, at) => {
      const { kind, answers, stem } = known.get(versionId)!;
      const knows = demo.random() < ability;
      const right = stem === misprinted ? ['a'] : answers;
      const wrong = kind === 'true_false' ? [answers[0] === 't' ? 'f' : 't'] : kind === 'fill_in' ? ['不清楚'] : ['b'];
      const answer =
        kind === 'short_answer'
          ? ['先问清楚对方比较的是什么，再回到影响谈价值，最后用条件换让步。']
          : knows
            ? right
            : wrong;
      const got =
        kind === 'short_answer' ? (isRead ? Math.round(points * ability) : null) : mark(kind, points, answers, answer);
      return {
        ...{ tenantId, sittingId: id, position: at + 1, personId: who.id, versionId, points, answer, got },
        answeredAt: new Date(startedAt.getTime() + (at + 1) * 50_000),
        markedBy: kind === 'short_answer' && isRead ? trainer.id : null,
      };
    });
    const most = rows.reduce((sum, { points }) => sum + points, 0);
    const isMarked = rows.every(({ got }) => got !== null);
    const got = rows.reduce((sum, row) => sum + (row.got ?? 0), 0);
    const submittedAt = new Date(startedAt.getTime() + between(demo.random, 9, 25) * 60_000);
    made.sittings.push({
      ...{
        tenantId,
        id,
        personId: who.id,
        unitId: who.unitId,
        examId: one.id,
        attempt: 1,
        seed,
        passPercent: one.passPercent,
      },
      ...{ startedAt, deadlineAt: new Date(startedAt.getTime() + one.minutes * 60_000), submittedAt, most },
      ...(isMarked
        ? { state: 'marked', got, passed: hasPassed(got, most, one.passPercent), markedAt: submittedAt }
        : { state: 'submitted' }),
    });
    made.papers.push(...rows);
  }
  const others = sellers.filter(({ key }) => key !== 'manager');
  for (const who of others) {
    const ability = 0.45 + 0.5 * demo.random();
    sit(operations, who, ability, demo.day(-between(demo.random, 20, 80)));
    if (demo.random() < 0.8) sit(lines, who, ability, demo.day(-between(demo.random, 8, 60)));
    if (demo.random() < 0.4) sit(satellite, who, ability, demo.day(-between(demo.random, 8, 60)));
  }
  for (const [at, who] of others.slice(0, 5).entries()) sit(selling, who, 0.8, demo.day(-2 - at), at > 2);

  addLearning(demo, company, made, { sellers, course, satelliteExam: satellite.id, begun });
  return made;
}
