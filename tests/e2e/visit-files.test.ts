import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '~/core/ids';
import { openBrowser } from '../support/browser';
import { eventually, open, saying, shot, signIn, surprises, toastOf, words } from '../support/journey';
import { Visitor } from '../support/visitor';
import { ownRecords } from './own-records';

const t = words('zh-CN');
const visitId = newId();
let sql: postgres.Sql;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;

const picture = (background: string) =>
  sharp({ create: { width: 3000, height: 2000, channels: 3, background } })
    .jpeg()
    .toBuffer();

beforeAll(async () => {
  sql = postgres(inject('ownerUrl'), { max: 1, fetch_types: false, onnotice: () => {} });
  const { accountId } = await ownRecords(sql);
  await sql`
    insert into visits (tenant_id, id, unit_id, owner_id, account_id, purpose, planned_at, status, started_at)
    select tenant_id, ${visitId}, unit_id, owner_id, id, '看机房', now(), 'in_progress', now() - interval '5 minutes'
    from accounts where id = ${accountId}`;
  browser = await openBrowser('phone');
  page = browser.page;
  await signIn(page, 'manager');
});
afterAll(async () => {
  await browser?.close();
  await sql?.end();
});

const photos = () => page.locator('#photos img[src^="/files/"]');
const choose = (files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.getByLabel(t('attachment.take_photo')).setInputFiles(files);

describe('photos of a visit on the phone', () => {
  it('are made small, sent in order while the note is written, enlarged, deleted and brought back', async () => {
    await open(page, `/visits/${visitId}`);
    await page.locator('[name=note]').fill('机房在三楼');
    const sent = await Promise.all(
      ['#2456a8', '#a82424'].map(async (colour, i) => ({
        name: `${i}.jpg`,
        mimeType: 'image/jpeg',
        buffer: await picture(colour),
      })),
    );
    await choose(sent);
    await eventually(() => photos().count()).toBe(2);
    await eventually(() =>
      photos()
        .first()
        .evaluate((img: HTMLImageElement) => img.naturalWidth),
    ).toBe(320);
    await shot(page, 'phone-visit-photos');
    expect(await page.locator('[name=note]').inputValue()).toBe('机房在三楼');
    const rows =
      await sql`select width, height, small_sha256 from attachments where visit_id = ${visitId} order by created_at`;
    expect(rows.map(({ width, height }) => [width, height])).toEqual([
      [1600, 1067],
      [1600, 1067],
    ]);
    await photos().first().tap();
    const dialog = page.getByRole('dialog');
    await eventually(() => dialog.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1600);
    await shot(page, 'phone-visit-photo-large');
    await dialog.getByRole('button', { name: t('attachment.delete_photo') }).tap();
    await eventually(() => photos().count()).toBe(1);
    await eventually(() => toastOf(page).innerText()).toContain(t('attachment.done.deleted'));
    await toastOf(page)
      .getByRole('button', { name: t('common.undo') })
      .tap();
    await eventually(() => photos().count()).toBe(2);
    expect(surprises(browser.errors)).toEqual([]);
  });

  it('that are none are refused in words, and the rest stays', async () => {
    await choose([{ name: 'note.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('just text') }]);
    await eventually(() => page.locator('#photos [role=alert]').innerText()).toContain(t('attachment.not_picture'));
    expect(await page.locator('#photos').innerText()).toContain(t('attachment.not_taken'));
    expect(
      await page
        .locator('#photos')
        .getByRole('button', { name: saying(t('common.retry')) })
        .count(),
    ).toBe(0);
    await page.getByRole('button', { name: t('attachment.give_up') }).tap();
    await eventually(() => page.locator('#photos [role=alert]').count()).toBe(0);
    expect(await photos().count()).toBe(2);
  });

  it('without a network wait for it', async () => {
    await browser.context.setOffline(true);
    await choose([{ name: 'c.jpg', mimeType: 'image/jpeg', buffer: await picture('#24a84a') }]);
    await eventually(() => page.locator('#photos').innerText()).toContain(t('attachment.kept'));
    await browser.context.setOffline(false);
    await eventually(() => photos().count()).toBe(3);
  });

  it('that are asked about while an attempt without a network still fails are sent after it', async () => {
    let fail = () => {};
    const failing = new Promise<void>((done) => {
      fail = done;
    });
    await page.route(
      '**/files/parts',
      async (route) => {
        await failing;
        await route.abort('internetdisconnected');
      },
      { times: 1 },
    );
    await choose([{ name: 'd.jpg', mimeType: 'image/jpeg', buffer: await picture('#a8a824') }]);
    await eventually(() => page.locator('#photos').innerText()).toContain(t('attachment.kept'));
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    fail();
    await eventually(() => photos().count()).toBe(4);
  });
});

describe('a spoken note', () => {
  it('is recorded, sent, listed and listened to on a phone', async () => {
    const args = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
    const { page, errors, close } = await openBrowser('phone', { args, permissions: ['microphone'] });
    try {
      await signIn(page, 'manager');
      await open(page, `/visits/${visitId}`);
      await page.getByRole('button', { name: t('attachment.record') }).tap();
      const stop = page.getByRole('button', { name: saying(t('attachment.stop', { time: '' }).trim()) });
      await eventually(() => stop.innerText()).toMatch(/0:0[2-9]/);
      await shot(page, 'phone-visit-voice');
      await stop.tap();
      const stored = () =>
        sql`select id, mime, seconds from attachments where visit_id = ${visitId} and kind = 'voice' and deleted_at is null`;
      await eventually(async () => (await stored()).length, 30_000).toBe(1);
      const [note] = await stored();
      expect(note).toMatchObject({ mime: 'audio/webm' });
      expect(note!.seconds).toBeGreaterThanOrEqual(2);
      const audio = page.locator(`audio[src="/files/${note!.id}"]`);
      await audio.waitFor();
      expect(await page.locator('li').filter({ has: audio }).innerText()).toContain(`0:0${note!.seconds}`);
      const heard = await audio.evaluate(async (sound: HTMLAudioElement) => {
        sound.muted = true;
        await sound.play();
        while (sound.currentTime === 0) await new Promise(requestAnimationFrame);
        // a recording names no length: it is known once its end was looked for
        sound.currentTime = 1e6;
        while (!Number.isFinite(sound.duration)) await new Promise(requestAnimationFrame);
        return sound.duration;
      });
      expect(heard).toBeGreaterThan(1);
      await shot(page, 'phone-visit-voice-sent');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect(surprises(errors)).toEqual([]);
    } finally {
      await close();
    }
  });
});

describe('files of a visit before JavaScript', () => {
  it('are sent with a plain form, and what is no photo is refused at the field', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'jiketong-files-'));
    const plain = await openBrowser('desktop', { javaScriptEnabled: false });
    try {
      await signIn(plain.page, 'manager');
      await plain.page.goto(`/visits/${visitId}/files`);
      const form = plain.page.locator('form').filter({ hasText: t('attachment.photo_hint') });
      const send = async (name: string, content: Buffer) => {
        await writeFile(path.join(folder, name), content);
        await form.locator('input[type=file]').setInputFiles(path.join(folder, name));
        await form.getByRole('button', { name: t('attachment.send') }).click();
      };
      await send('heavy.jpg', Buffer.alloc(40 * 1024 * 1024));
      expect(await plain.page.getByRole('main').innerText()).toContain(t('attachment.photo_too_large'));
      const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(64)]);
      await send('a.heic', heic);
      expect(await plain.page.getByRole('main').innerText()).toContain(t('attachment.heic'));
      await send('d.jpg', await picture('#888888'));
      await eventually(() => plain.page.locator('main li img').count()).toBe(5);
      const [first] = await plain.page.locator('main li a').all();
      const address = (await first!.getAttribute('href'))!;
      const shown = await plain.context.request.get(address);
      expect(shown.headers()).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
      expect(shown.headers()['content-security-policy']).toContain('sandbox');
      const stranger = await Visitor.signIn('manager.gd@demo.test');
      expect((await stranger.get(address)).status).toBe(404);
      expect((await new Visitor().get(address)).status).toBe(302);
    } finally {
      await plain.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
