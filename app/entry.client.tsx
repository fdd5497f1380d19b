import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { registerWords } from '~/core/i18n';

/** The page's language only; its chunk is preloaded by the page. */
async function start() {
  if (document.documentElement.lang === 'en') registerWords('en', (await import('~/locales/words-en')).all);
  else registerWords('zh-CN', (await import('~/locales/words-zh-CN')).all);
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RemixBrowser />
      </StrictMode>,
    );
  });
}

void start();
