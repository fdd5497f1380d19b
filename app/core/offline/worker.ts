const quietMs = 1500;

const tell = (message: unknown) => navigator.serviceWorker?.controller?.postMessage(message);

export function registerWorker() {
  if (import.meta.env.PROD && 'serviceWorker' in navigator)
    void navigator.serviceWorker.register('/sw.js').catch(() => {});
}

/** Built files that were loaded before the worker was there to keep them. */
const loaded = () =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith('/assets/'));

/** Asks the worker to keep these pages for this person, and only these; an older copy will do for those of `later`. */
export async function keepPages(person: string, pages: string[], later: string[]) {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ type: 'keep', person, pages, later, files: loaded() });
}

/** After a change, when the page that follows it has been drawn. */
export const refreshPages = (pages: string[]) => void setTimeout(() => tell({ type: 'refresh', pages }), quietMs);

export const forgetPages = () => tell({ type: 'forget' });

/** The page shown was kept, and the answer that came later says something else: `ask` is to ask again. */
export function onNewer(ask: () => void) {
  const worker = navigator.serviceWorker;
  const hear = ({ data }: MessageEvent) => {
    if (data?.type === 'newer' && data.path === window.location.pathname) ask();
  };
  worker?.addEventListener('message', hear);
  tell({ type: 'listens' });
  return () => worker?.removeEventListener('message', hear);
}
