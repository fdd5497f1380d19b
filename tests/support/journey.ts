import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { Locale } from '~/core/locale';
import { translate } from '~/locales/translate.server';

export const bothLanguages = ['zh-CN', 'en'] as const satisfies readonly Locale[];
export const demoPassword = 'jiketong-demo';
export const emailOf = (who: string) => `${who}@demo.test`;

/** The catalogue of the language the page is shown in: locators take their words from it. */
export const words = (locale: Locale) => translate(locale);
export type Words = ReturnType<typeof words>;

/** A word of a catalogue as the beginning, the end or a part of a name. */
export const saying = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

type ReactRoot = { stateNode: { current: { memoizedState: { isDehydrated?: boolean } | null } } };

/** Until React has taken the page over: from then on a press is answered without a page load. */
export async function hydrated(page: Page) {
  await page.waitForFunction(() => {
    const key = Object.keys(document).find((name) => name.startsWith('__reactContainer'));
    const root = key && (document as unknown as Record<string, ReactRoot>)[key];
    return root && root.stateNode.current.memoizedState?.isDehydrated === false;
  });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

export async function open(page: Page, address: string) {
  const answer = await page.goto(address);
  await hydrated(page);
  return answer?.status();
}

/** Through the form, as a person would. */
export async function signIn(page: Page, who: string, locale: Locale = 'zh-CN', to = '/login') {
  const t = words(locale);
  await page.context().addCookies([{ name: 'lang', value: locale, url: inject('baseUrl') }]);
  await page.goto(to);
  await page.getByLabel(t('sign_in.email')).fill(emailOf(who));
  await page.getByLabel(t('sign_in.password')).fill(demoPassword);
  await page.getByRole('button', { name: t('sign_in.go'), exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
}

/** The message at the foot of the page. */
export const toastOf = (page: Page) => page.locator('[aria-live=polite]').filter({ hasText: /\S/ }).last();

/** As `expect.poll`, with the patience that a loaded machine needs. */
export const eventually = <T>(read: () => Promise<T> | T, timeout = 15_000) => expect.poll(read, { timeout });

export async function says(target: Locator, text: string | RegExp) {
  await eventually(() => target.innerText()).toMatch(typeof text === 'string' ? saying(text) : text);
}

export const pathOf = (page: Page) => new URL(page.url()).pathname;

/** A picture to look at afterwards, when SHOTS names a folder. */
export async function shot(page: Page, name: string) {
  if (!process.env.SHOTS) return;
  mkdirSync(process.env.SHOTS, { recursive: true });
  // a picture that fails is no failure of the journey
  await page.screenshot({ path: path.join(process.env.SHOTS, `${name}.png`) }).catch(() => {});
}

/** What the console said besides the refusals that a journey asks for on purpose. */
export const surprises = (errors: string[]) =>
  errors.filter((line) => !/status of (404|409|422)|^AbortError/.test(line));
