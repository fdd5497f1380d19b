/**
 * What the pack keeps a page under: Remix asks for some routes of a page only, the pack holds them all; and where a form
 * leads back to is no matter of the page.
 */
export function keyOf(address: URL): string {
  const search = new URLSearchParams(address.search);
  search.delete('_routes');
  search.delete('back');
  if (search.get('mode') === 'plan') search.delete('mode'); // which is what the page shows without it
  search.sort();
  const rest = search.toString();
  return address.pathname + (rest ? `?${rest}` : '');
}

/** A page's document and the data that a step within the page asks for; of what is only stepped to, the data alone. */
export function bothOf(page: string): string[] {
  const [path = '/', search] = page.split('?', 2);
  if (path.endsWith('.data')) return [page];
  return [page, `${path}.data${search ? `?${search}` : ''}`];
}

/** The built files a document names: with them it comes alive without a network. */
export const assetsIn = (html: string) => [...new Set(html.match(/\/assets\/[\w.~-]+\.(?:js|css|woff2)/g) ?? [])];

/** Whether an answer says that nobody is signed in any more. */
export const isSignIn = (address: string) => new URL(address).pathname === '/login';
/** The same in the data of a page, where a redirect is a message. */
export const namesSignIn = (status: number, text: string) => status === 202 && text.includes('"/login');

/** Answers of something between us and a server that is away. */
export const isAway = (status: number) => status >= 502 && status <= 504;

export type Pushed = { id: string; title: string; body: string; url: string };
/** What a push says, when it is one of ours: a page of ours to lead to, and text. */
export function readPush(data: unknown, origin: string): Pushed | null {
  if (typeof data !== 'object' || data === null) return null;
  const { id, title, body, url } = data as Partial<Record<keyof Pushed, unknown>>;
  if (typeof title !== 'string' || typeof url !== 'string' || !URL.canParse(url, origin)) return null;
  const { origin: to, pathname, search } = new URL(url, origin);
  const path = to === origin ? pathname + search : '/notices';
  return { id: String(id ?? path), title, body: typeof body === 'string' ? body : '', url: path };
}
