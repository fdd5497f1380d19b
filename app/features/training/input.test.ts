import { describe, expect, it } from 'vitest';
import { newId } from '~/core/ids';
import { chapterInput, courseInput, sessionInput } from './course-input';
import { examInput, questionInput } from './exam-input';

const id = newId();
/** What the form of something new sends, all of it text. */
const forms = {
  course: [courseInput, { id, code: 'C-1', family: 'products', name: '专线' }],
  chapter: [chapterInput, { id, title: '一', body: '# 一', minutes: '5' }],
  session: [
    sessionInput,
    { id, courseId: id, place: '杭州', trainerId: id, startsAt: '2026-11-21T14:00', endsAt: '2026-11-21T17:00', capacity: '40' },
  ],
  question: [questionInput, { id, kind: 'true_false', difficulty: '1', stem: '对吗？', isTrue: 't' }],
  exam: [
    examInput,
    { id, name: '考试', minutes: '30', passPercent: '70', maxAttempts: '3', waitDays: '2', kind_1: '', count_1: '4', points_1: '5' },
  ],
} as const; // biome-ignore format: a form a line

describe.each(Object.entries(forms))('the form of a %s', (_, [input, typed]) => {
  it('makes a new one, and keeps the version of what it edits', () => {
    expect(input.parse({ ...typed, version: '0' })).toMatchObject({ version: 0 });
    expect(input.parse({ ...typed, version: '3' })).toMatchObject({ version: 3 });
    for (const wrong of ['-1', '1.5', 'x', ''])
      expect(input.safeParse({ ...typed, version: wrong }).error?.issues[0]).toMatchObject({ path: ['version'] });
  });
});
