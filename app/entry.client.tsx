import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { registerWords } from '~/core/i18n';
import { browserNonce } from '~/core/nonce';

// where the scroll lock of dialogs looks for it
Object.assign(window, { __webpack_nonce__: browserNonce() });

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
