import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser';
import { open, signIn } from '../support/journey';

describe('the marks that both languages write', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    browser = await openBrowser('phone', { locale: 'en' });
    await signIn(browser.page, 'manager', 'en');
  });
  afterAll(() => browser?.close());

  it('are as narrow as letters in English, where a Chinese font would give each the room of a character', async () => {
    const { page } = browser;
    await open(page, '/settings');
    const widths = await page.evaluate(async () => {
      const main = document.querySelector('main')!;
      const measure = (text: string) => {
        const span = Object.assign(document.createElement('span'), { textContent: text });
        span.style.fontSize = '100px';
        main.append(span);
        const { width } = span.getBoundingClientRect();
        span.remove();
        return width;
      };
      measure('“’…'); // asks for the font
      await document.fonts.ready;
      return { quote: measure('“'), apostrophe: measure('’'), dash: measure('–') };
    });
    expect(widths.quote).toBeLessThan(60);
    expect(widths.apostrophe).toBeLessThan(40);
    expect(widths.dash).toBeLessThan(80);
  });
});
