import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { browserNonce } from '~/core/nonce';
import { startWords } from '~/core/words';

// where the scroll lock of dialogs looks for it
Object.assign(window, { __webpack_nonce__: browserNonce() });

async function start() {
  await startWords(Object.keys(window.__remixRouteModules));
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
