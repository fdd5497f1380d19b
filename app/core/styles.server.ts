import { readFileSync } from 'node:fs';

const link = /<link rel="stylesheet" href="(\/assets\/[\w.-]+\.css)"\/>/;
const sheets = new Map<string, string>();

/** The built file's text, empty in development. */
function readSheet(address: string) {
  let text = sheets.get(address);
  if (text === undefined) {
    try {
      text = readFileSync(`build/client${address}`, 'utf8');
    } catch {
      text = '';
    }
    sheets.set(address, text);
  }
  return text;
}

/**
 * A browser that was not here before gets the style sheet in the page, a round trip sooner on a slow line; its file
 * follows without holding anything up (as if for print only) and serves the pages after. A cookie tells the two apart.
 */
export function withStyles(page: string, request: Request, headers: Headers, nonce = ''): string {
  const [tag, address] = link.exec(page) ?? [];
  if (!tag || !address) return page;
  const cookies = request.headers.get('Cookie') ?? '';
  // who only follows a link sent to them is given no cookie
  if (!/(^|; )session=/.test(cookies) && new URL(request.url).pathname !== '/login') return page;
  const cookie = `styles=${address.slice('/assets/'.length)}`;
  if (cookies.includes(cookie)) return page;
  const sheet = readSheet(address);
  if (!sheet) return page;
  headers.append('Set-Cookie', `${cookie}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`);
  return page
    .replace(tag, () => tag.replace('/>', ' media="print"/>'))
    .replace('</head>', () => `<style nonce="${nonce}">${sheet}</style></head>`);
}
