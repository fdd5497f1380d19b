import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { eventually, hydrated, open, pathOf, says, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { fill, main, press } from './forms';
import { addLine, beginQuote, pasteSites } from './quoting';

type Browser = Awaited<ReturnType<typeof openBrowser>>;
const t = words('zh-CN');
const code = '卫星方案工程师';
const course = { name: '山区卫星接入实务', code: 'SAT-HILLS' };
const exam = '山区卫星接入考试';
const browsers: Browser[] = [];
let sql: postgres.Sql;
let trainer: Browser;
let desk: Browser;
let phone: Browser;
let quote: string;
let sitting: string;
let holder: string;

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const as = async (device: 'desktop' | 'phone', who: string) => {
    const browser = await openBrowser(device, { locale: 'zh-CN' });
    browsers.push(browser);
    await signIn(browser.page, who);
    return browser;
  };
  trainer = await as('desktop', 'trainer');
  desk = await as('desktop', 'manager');
  phone = await as('phone', 'manager');
  holder = String((await sql`select id from people where email = 'manager@demo.test'`)[0]!.id);
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await sql?.end();
});

const stateOf = async () => (await sql`select state from quotes where id = ${quote.split('/')[2]!}`)[0]!.state;
const blocked = async () => {
  await open(trainer.page, `/training/gaps?code=${encodeURIComponent(code)}&owner=${holder}`);
  return main(trainer.page)
    .getByText(await titleOf())
    .count();
};
const titleOf = async () => String((await sql`select title from quotes where id = ${quote.split('/')[2]!}`)[0]!.title);

describe('a certificate that a deal waits for', () => {
  it('is missing: the quote says so, cannot be submitted, and the trainer sees what it costs', async () => {
    const { page } = desk;
    const [deal] =
      await sql`select o.id from opportunities o where o.owner_id = ${holder} and o.stage_type = 'open' and o.deleted_at is null
      and not exists (select from quotes q where q.tenant_id = o.tenant_id and q.opportunity_id = o.id) order by o.id desc limit 1`;
    quote = await beginQuote(page, t, String(deal!.id));
    await pasteSites(page, t, quote, [['那曲支行', '西藏自治区那曲市浙江中路1号', '31.47', '92.05']]);
    await open(page, quote);
    await addLine(page, t, 'SAT-KA-50', /SAT-KA-50/, /1/);
    await says(main(page), t('quote_approval.learn'));
    await shot(page, 'training-blocked');
    await main(page)
      .getByRole('button', { name: /^提交(审批)?$/ })
      .click();
    await says(main(page), code);
    expect(await stateOf()).toBe('draft');
    expect(await blocked()).toBeGreaterThan(0);
    await shot(trainer.page, 'training-gaps');
  }, 120_000);

  it('is taught: a trainer writes a course and publishes its first edition', async () => {
    const { page } = trainer;
    await begin(page, '/training/courses', 'course.new');
    await fill(main(page), { ...course, family: 'products', certificateCode: code, summary: '雨衰、遮挡和备用链路' });
    await press(main(page), t('course.save'));
    await says(toastOf(page), t('course.saved'));
    const address = pathOf(page);
    for (const [title, body] of [
      ['雨衰', '# 雨衰\n\n| 波段 | 雨衰 |\n|---|---|\n| Ka | **大** |\n| C | 小 |'],
      ['遮挡', '# 遮挡\n\n- 仰角低于 20° 先看山脊\n- 没有把握就**实地勘查**'],
    ] as const) {
      await open(page, address);
      await main(page)
        .getByRole('link', { name: t('course.add_chapter') })
        .click();
      await page.waitForURL(/chapters/);
      await hydrated(page);
      await fill(main(page), { title, body, minutes: '6' });
      await press(main(page), t('course.chapter_save'));
      await says(toastOf(page), t('course.chapter_saved'));
    }
    await says(main(page), '实地勘查');
    await open(page, address);
    await press(main(page), t('course.publish'));
    await says(toastOf(page), t('course.published_toast'));
    await shot(page, 'training-course');
  }, 120_000);

  it('is examined: four questions of four kinds, and an exam that gives it', async () => {
    const { page } = trainer;
    const [{ id: courseId } = { id: '' }] = await sql`select id from courses where code = ${course.code}`;
    const asked: Record<string, string | string[]>[] = [
      { kind: 'single', stem: '雨衰最大的是？', choice_a: 'Ka', choice_b: 'C', choice_c: 'L', right: ['a'] },
      { kind: 'multiple', stem: '山区站点要看？', choice_a: '仰角', choice_b: '山脊', choice_c: '门牌颜色', right: ['a', 'b'] },
      { kind: 'true_false', stem: '没有把握时先实地勘查。', isTrue: 't' },
      { kind: 'fill_in', stem: '卫星的高度角叫“____”。', accepted: '仰角' },
    ]; // biome-ignore format: a table
    for (const one of asked) {
      await begin(page, '/training/questions', 'question.new');
      await fill(main(page), { ...one, courseId: String(courseId) });
      await press(main(page), t('question.save'));
      await says(toastOf(page), t('question.saved'));
    }
    await begin(page, '/training/exams', 'exam.new');
    const drawn = { kind_1: '', courseId_1: String(courseId), count_1: '4', points_1: '5' };
    await fill(main(page), {
      name: exam,
      courseId: String(courseId),
      certificateCode: code,
      minutes: '20',
      passPercent: '80',
      ...drawn,
    });
    await press(main(page), t('exam.save'));
    await says(toastOf(page), t('exam.saved'));
    await press(main(page), t('exam.publish'));
    await says(toastOf(page), t('exam.published_toast'));
    await shot(page, 'training-exam');
    expect(surprises(trainer.errors)).toEqual([]);
  }, 120_000);

  it('is learnt on the phone', async () => {
    const { page } = phone;
    await open(page, `/me/certificates?want=${encodeURIComponent(code)}`);
    await main(page)
      .getByRole('listitem')
      .filter({ hasText: code })
      .getByRole('link', { name: t('certificate.to_learn') })
      .tap();
    await page.waitForURL(/\/learn\/courses\//);
    await says(page.locator('body'), course.name);
    await hydrated(page);
    await press(main(page), t('learn.start_course'));
    await says(toastOf(page), t('learn.course.enrolled_toast'));
    await main(page)
      .getByRole('link', { name: t('learn.course.read'), exact: true })
      .tap();
    await says(main(page), 'Ka');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await press(main(page), t('learn.course.chapter_done'));
    await says(main(page), '实地勘查');
    await shot(page, 'training-chapter');
    await press(main(page), t('learn.course.last_done'));
    await says(toastOf(page), t('learn.course.done_toast'));
  }, 60_000);

  it('is earned on the phone, although the line drops in the middle', async () => {
    let { page } = phone;
    await main(page)
      .getByRole('link', { name: new RegExp(exam) })
      .tap();
    await page.waitForURL(/\/learn\/exams\//);
    await hydrated(page);
    await press(main(page), t('learn.exam.start'));
    await page.waitForURL(/\/learn\/sittings\//);
    await hydrated(page);
    sitting = pathOf(page).split('/')[3]!;
    const kept = async () =>
      Number(
        (
          await sql`select count(*)::int as n from sitting_questions where sitting_id = ${sitting} and answer is not null`
        )[0]!.n,
      );
    await answer(page);
    await eventually(kept).toBe(1);
    await press(main(page), t('sitting.next'));

    await phone.context.setOffline(true);
    await answer(page);
    await press(main(page), t('sitting.next'));
    await answer(page);
    await press(main(page), t('sitting.next'));
    await answer(page);
    await press(main(page), t('sitting.to_end'));
    await says(page.getByRole('status').first(), t('sitting.unsaved', { n: 3 }));
    await says(main(page), t('sitting.hand_in_waits'));
    expect(
      await main(page)
        .getByRole('button', { name: t('sitting.hand_in'), exact: true })
        .isDisabled(),
    ).toBe(true);
    expect(await violations(page)).toEqual([]);
    await shot(page, 'training-offline');
    expect(await kept()).toBe(1);

    // the tab is closed on what is unsent, and another opened when the network is back
    const { pathname, search } = new URL(page.url());
    await page.close();
    await phone.context.setOffline(false);
    page = await phone.context.newPage();
    await open(page, pathname + search);
    await eventually(kept, 20_000).toBe(4);
    await says(main(page), t('sitting.end_hint', { n: 4, of: 4 }));
    // looked at again after a reload, everything is there
    await page.reload();
    await hydrated(page);
    await says(main(page), t('sitting.end_hint', { n: 4, of: 4 }));
    await press(main(page), t('sitting.hand_in'));
    await says(main(page), t('sitting.passed'));
    await says(main(page), '100%');
    await shot(page, 'training-passed');
    await main(page)
      .getByRole('link', { name: t('sitting.certified', { code }) })
      .tap();
    await page.waitForURL(/\/certificates\//);
    await says(main(page), code);
    await shot(page, 'training-certificate');
    expect(surprises(phone.errors).filter((line) => !/net::ERR_/.test(line))).toEqual([]);
  }, 120_000);

  it('opens the quote that waited for it', async () => {
    const { page } = desk;
    expect(await blocked()).toBe(0);
    await open(page, quote);
    expect(await main(page).getByText(t('quote_approval.learn')).count()).toBe(0);
    await shot(page, 'training-open');
    await main(page)
      .getByRole('button', { name: /^提交(审批)?$/ })
      .click();
    await eventually(stateOf).not.toBe('draft');
    const [{ number } = { number: '' }] =
      await sql`select number from certificates where person_id = ${holder} and sitting_id = ${sitting}`;
    const stranger = await openBrowser('desktop', { locale: 'zh-CN' });
    browsers.push(stranger);
    await open(stranger.page, `/verify/${number}`);
    await says(main(stranger.page), t('verify.valid'));
    expect(surprises(desk.errors)).toEqual([]);
  }, 60_000);
});

async function begin(page: Page, list: string, button: 'course.new' | 'question.new' | 'exam.new') {
  await open(page, list);
  await page
    .getByRole('link', { name: t(button) })
    .first()
    .click();
  await page.waitForURL(/new=1/);
  await hydrated(page);
}

/** Answers the question shown by what is right for it. */
async function answer(page: Page) {
  const stem = await page.locator('#stem').innerText();
  const right: Record<string, string[]> = { 雨衰: ['Ka'], 山区: ['仰角', '山脊'], 没有: [t('question.true')] };
  const said = Object.entries(right).find(([begin]) => stem.startsWith(begin))?.[1];
  if (!said) return page.getByRole('textbox', { name: stem }).fill('仰角');
  for (const one of said) await page.getByLabel(one).tap();
}
