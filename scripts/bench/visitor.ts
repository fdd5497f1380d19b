/** Signs in once; the cookie goes with every request of that person. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url },
    body: new URLSearchParams({ email, password, to: '/' }),
  });
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  if (response.status !== 302 || cookie.length === 0) throw new Error(`${email} could not sign in: ${response.status}`);
  return cookie.join('; ');
}

/** With the cookies of a browser that has been here before. */
export async function returning(url: string, session: string): Promise<string> {
  const page = await fetch(`${url}/settings`, { headers: { Cookie: session } });
  await page.arrayBuffer();
  return [session, ...page.headers.getSetCookie().map((line) => line.split(';')[0])].join('; ');
}

export type Assets = { js: number; css: number; other: number; files: number };

/** What a browser without a cache fetches for a page, compressed. */
export async function firstVisit(url: string, path: string, cookie: string): Promise<Assets> {
  const page = await (await fetch(url + path, { headers: { Cookie: cookie } })).text();
  const found = [...new Set([...page.matchAll(/\/assets\/[\w.~-]+\.(?:js|css|svg|woff2)/g)].map(([name]) => name))];
  const sizes: Assets = { js: 0, css: 0, other: 0, files: found.length };
  for (const name of found) {
    const response = await fetch(url + name, { headers: { 'Accept-Encoding': 'br' } });
    const bytes = Number(response.headers.get('content-length')) || (await response.arrayBuffer()).byteLength;
    sizes[name.endsWith('.js') ? 'js' : name.endsWith('.css') ? 'css' : 'other'] += bytes;
  }
  return sizes;
}
