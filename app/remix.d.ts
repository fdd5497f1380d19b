import '@remix-run/node';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
  interface AppLoadContext {
    cspNonce?: string;
    /** The client's address as Express sees it, `trust proxy` applied. */
    ip?: string;
    requestId?: string;
    /** The request's path as logs may keep it: some addresses are their own key. */
    loggedPath?: string;
    /** Aborted when the browser is gone, for answers that last. */
    leaving?: () => AbortSignal;
  }
}
