import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { newColleague } from '../support/colleague';
import { demoPassword, eventually, hydrated, open, pathOf, says, shot, surprises, words } from '../support/journey';

const t = words('zh-CN');
let browser: Awaited<ReturnType<typeof openBrowser>>;
let page: Page;
let email: string;
let secret: string;
let codes: string[];

beforeAll(async () => {
  // a passkey is bound to a name, and an address is none
  const baseURL = inject('baseUrl').replace('127.0.0.1', 'localhost');
  browser = await openBrowser('desktop', { baseURL });
  page = browser.page;
  ({ email } = await newColleague());
});
afterAll(() => browser?.close());

async function givePassword() {
  await page.context().clearCookies();
  await open(page, '/login');
  await page.getByLabel(t('sign_in.email')).fill(email);
  await page.getByLabel(t('sign_in.password')).fill(demoPassword);
  await page.getByRole('button', { name: t('sign_in.go'), exact: true }).click();
}
/** What the authenticator shows in the step after this one: the code of this step may be used up. */
const nextCode = () => new TOTP({ secret }).generate({ timestamp: Date.now() + 30_000 });
const isIn = () => page.waitForURL((url) => !url.pathname.startsWith('/login'));

describe('signing in', () => {
  it('takes a second step once it is set up', async () => {
    await givePassword();
    await isIn();
    await open(page, '/settings/second-factor');
    await page.getByRole('button', { name: t('access.factor_begin') }).click();
    await page.getByRole('img', { name: t('access.scan') }).waitFor();
    secret = (await page.getByRole('main').locator('output').innerText()).replace(/\s/g, '');
    await page.getByLabel(t('access.code')).fill(new TOTP({ secret }).generate());
    await page.getByRole('button', { name: t('access.factor_confirm') }).click();
    const list = page.getByRole('list', { name: t('access.codes'), exact: true });
    await list.waitFor();
    codes = await list.getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    await shot(page, 'second-factor-codes');
  });

  it('with a code of the authenticator', async () => {
    await givePassword();
    await page.waitForURL('**/login/code*');
    await hydrated(page);
    await page.goto('/today');
    expect(pathOf(page)).toBe('/login');
    await givePassword();
    await page.waitForURL('**/login/code*');
    await page.getByLabel(t('access.code')).fill('000000');
    await page.getByRole('button', { name: t('sign_in.go'), exact: true }).click();
    await says(page.getByRole('alert').first(), t('access.code_wrong'));
    await page.getByLabel(t('access.code')).fill(nextCode());
    await page.getByRole('button', { name: t('sign_in.go'), exact: true }).click();
    await isIn();
    await open(page, '/settings/second-factor');
    await says(page.getByRole('main'), t('access.codes_left', { n: 10 }));
  });

  it('with a recovery code, once', async () => {
    for (const [code, left] of [
      [codes[0]!, 9],
      [codes[1]!.toUpperCase().replaceAll('-', ' '), 8],
    ] as const) {
      await givePassword();
      await page.waitForURL('**/login/code*');
      await page.getByRole('link', { name: t('access.use_recovery') }).click();
      const field = page.getByLabel(t('access.recovery_code'), { exact: false });
      await field.waitFor();
      if (left === 8) {
        await field.fill(codes[0]!);
        await page.getByRole('button', { name: t('sign_in.go'), exact: true }).click();
        await says(page.getByRole('alert').first(), t('access.code_wrong'));
      }
      await field.fill(code);
      await page.getByRole('button', { name: t('sign_in.go'), exact: true }).click();
      await isIn();
      await open(page, '/settings/second-factor');
      await says(page.getByRole('main'), t('access.codes_left', { n: left }));
    }
  });

  it('with a passkey, until it is removed', async () => {
    const devices = await page.context().newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await open(page, '/settings/passkeys');
    const add = page.getByRole('button', { name: t('access.passkey_add') });
    await page.getByLabel(t('access.passkey_name')).fill('办公室电脑');
    await page.getByLabel(t('access.current_password')).fill('not my password');
    await add.click();
    await says(page.getByRole('alert').first(), t('access.password_wrong'));
    await page.getByLabel(t('access.current_password')).fill(demoPassword);
    await add.click();
    await page.getByRole('listitem').filter({ hasText: '办公室电脑' }).waitFor();
    await shot(page, 'passkeys');

    await page.context().clearCookies();
    await open(page, '/login?to=%2Fsettings%2Fpasskeys');
    await page.getByRole('button', { name: t('access.passkey_sign_in') }).click();
    await isIn();
    expect(pathOf(page)).toBe('/settings/passkeys');
    await hydrated(page);
    await page.getByRole('button', { name: t('access.passkey_remove') }).click();
    await says(page.getByRole('main'), t('access.passkeys_none'));

    await page.context().clearCookies();
    await open(page, '/login');
    await page.getByRole('button', { name: t('access.passkey_sign_in') }).click();
    await says(page.getByRole('alert').filter({ hasText: /\S/ }).first(), t('access.passkey_wrong'));
    await eventually(() => surprises(browser.errors)).toEqual([]);
  });
});
