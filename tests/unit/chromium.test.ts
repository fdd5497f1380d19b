import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureChromium, findChromium } from '../../scripts/chromium.mjs';

describe('the browser of the tests', () => {
  beforeEach(() => {
    vi.stubEnv('PATH', '/opt/tools');
    vi.stubEnv('CHROMIUM_PATH', '');
  });
  afterEach(() => vi.unstubAllEnvs());

  it('where there is none and none can be installed, says each way to get one', () => {
    let tries = 0;
    const install = () => void tries++;
    expect(() => ensureChromium({ exists: () => false, install })).toThrow(
      /need Chromium.*apt-get install chromium.*CHROMIUM_PATH.*npx playwright-core install chromium/,
    );
    expect(tries).toBe(1);
  });

  it('is used once installed, and not installed twice', () => {
    const files = new Set<string>();
    const install = vi.fn(() => void files.add('/usr/bin/chromium'));
    const exists = (file: string) => files.has(file);
    expect(ensureChromium({ exists, install })).toBe('/usr/bin/chromium');
    expect(ensureChromium({ exists, install })).toBe('/usr/bin/chromium');
    expect(install).toHaveBeenCalledTimes(1);
  });

  it('is the one that was named, unless that is not there', () => {
    vi.stubEnv('CHROMIUM_PATH', '/mine/chrome');
    expect(findChromium(() => true)).toBe('/mine/chrome');
    expect(findChromium((file) => file === '/opt/tools/google-chrome')).toBe('/opt/tools/google-chrome');
    expect(findChromium(() => false)).toBeUndefined();
  });

  it('is looked for with an empty PATH as well', () => {
    vi.stubEnv('PATH', '');
    expect(findChromium((file) => file === '/usr/bin/chromium-browser')).toBe('/usr/bin/chromium-browser');
  });
});
