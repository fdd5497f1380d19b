import { describe, expect, it } from 'vitest';
import type { Context } from '~/core/context.server';
import { newId } from '~/core/ids';
import { saveChapter } from '~/features/training/commands/chapter.server';
import { archiveCourse, publishEdition, saveCourse } from '~/features/training/commands/course.server';
import { closeExam, publishExam, saveExam } from '~/features/training/commands/exam.server';
import { saveQuestion } from '~/features/training/commands/question.server';
import { courseInput } from '~/features/training/course-input';
import { examInput, questionInput } from '~/features/training/exam-input';
import { findCoursesNamed, listWaysTo } from '~/features/training/queries/learner.server';
import { inWorld, type World } from '../support/world';

async function course(w: World, given: Record<string, unknown>, isPublished = true) {
  const id = newId();
  expect(await saveCourse(w.trainer, courseInput.parse({ id, family: 'products', ...given }))).toMatchObject({ ok: true }); // biome-ignore format: one line
  await saveChapter(w.trainer, id, { id: newId(), version: 0, title: '一', body: '# 一', minutes: 5 });
  if (isPublished) expect(await publishEdition(w.trainer, id)).toMatchObject({ ok: true });
  return id;
}
const later = (ctx: Context, minutes: number): Context => ({ ...ctx, now: new Date(ctx.now.getTime() + minutes * 60_000) }); // biome-ignore format: one line

describe('ways to learn', () => {
  it('lead from what was written of a course to it, once it can be read', () =>
    inWorld(async (w) => {
      const id = await course(w, { code: 'W-1', name: '专线入门', nameEn: 'Lines for beginners' });
      await course(w, { code: 'W-2', name: '还没写完' }, false);
      for (const name of ['W-1', '专线入门', 'Lines for beginners'])
        expect(await findCoursesNamed(w.manager, ['跟师傅走访', name])).toMatchObject([{ id }]);
      expect(await findCoursesNamed(w.manager, ['W-2', '还没写完', ''])).toEqual([]);
      expect(await findCoursesNamed(w.manager, [])).toEqual([]);
      expect(await findCoursesNamed(w.stranger, ['W-1'])).toEqual([]);
      await archiveCourse(w.trainer, id);
      expect(await findCoursesNamed(w.manager, ['W-1'])).toEqual([]);
    }));

  it('lead from a certificate to the latest open exam that gives it, and its course', () =>
    inWorld(async (w) => {
      const courseId = await course(w, { code: 'W-3', name: '卫星' });
      const question = questionInput.parse({ id: newId(), kind: 'true_false', difficulty: '1', stem: '对吗？', isTrue: 't' }); // biome-ignore format: one line
      expect(await saveQuestion(w.trainer, question)).toMatchObject({ ok: true });
      const exam = async (given: Record<string, unknown>) => {
        const id = newId();
        const paper = { minutes: '30', passPercent: '60', maxAttempts: '2', waitDays: '1', kind_1: '', count_1: '1', points_1: '5' }; // biome-ignore format: one line
        const input = examInput.parse({ id, name: '考试', certificateCode: 'KA', ...paper, ...given });
        expect(await saveExam(w.trainer, input)).toMatchObject({ ok: true });
        return id;
      };
      const first = await exam({});
      expect(await listWaysTo(w.manager, ['KA'])).toEqual([]);
      await publishExam(w.trainer, first, 1);
      expect(await listWaysTo(w.manager, ['KA', 'NONE'])).toEqual([{ code: 'KA', examId: first, courseId: null }]);
      const second = await exam({ courseId });
      await publishExam(later(w.trainer, 5), second, 1);
      expect(await listWaysTo(w.manager, ['KA'])).toEqual([{ code: 'KA', examId: second, courseId }]);
      await closeExam(w.trainer, second, 2);
      expect(await listWaysTo(w.manager, ['KA'])).toMatchObject([{ examId: first }]);
      expect(await listWaysTo(w.manager, [])).toEqual([]);
      expect(await listWaysTo(w.stranger, ['KA'])).toEqual([]);
    }));
});
