import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToString } from 'react-dom/server';
import { keysAsked } from '~/core/i18n';
import { isLocale } from '~/core/locale';
import { NonceContext } from '~/core/nonce';
import { RequestIdContext } from '~/core/request-id';
import { withStyles } from '~/core/styles.server';
import { wordsBeyond } from '~/core/words.server';
import { closePools, gates } from './core/db.server';
import { logFault } from './core/log.server';
import { tracer } from './core/tracing.server';
import { ListSheetBodyContext } from './features/exports/list-sheet';
import ListSheetBody from './features/exports/list-sheet-body';
import { closeStreams, countStreams } from './features/notices/streams.server';

/**
 * The page is rendered to a string: its loaders have answered before rendering begins, a string costs half of a stream,
 * and React 18's byte stream puts NULs where a Chinese character falls on the end of its 2 KB buffer.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  { serverHandoffStream: data, ...remixContext }: EntryContext,
  { cspNonce: nonce, requestId }: AppLoadContext,
) {
  const { made: page, keys } = keysAsked(() =>
    renderToString(
      <NonceContext.Provider value={nonce}>
        <RequestIdContext.Provider value={requestId}>
          <ListSheetBodyContext.Provider value={ListSheetBody}>
            <RemixServer context={remixContext} url={request.url} nonce={nonce} />
          </ListSheetBodyContext.Provider>
        </RequestIdContext.Provider>
      </NonceContext.Provider>,
    ),
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const { matches, loaderData } = remixContext.staticHandlerContext;
  const locale = loaderData.root?.locale;
  const routeIds = matches.map(({ route }) => route.id);
  const words = wordsBeyond(isLocale(locale) ? locale : 'zh-CN', routeIds, keys);
  const said = `<script type="application/json" id="said" nonce="${nonce}">${inScript(words)}</script>`;
  const handed = data ? handOver(await new Response(data).text(), nonce) : '';
  const whole = `<!DOCTYPE html>${styleFirst(page.slice(0, -end.length))}${said}${handed}${timed(nonce)}${end}`;
  const body = withStyles(whole, request, headers, nonce);
  // as bytes: a text would be checked for lone surrogates first
  return new Response(Buffer.from(body), { headers, status });
}

const end = '</body></html>';

/** Where traces are collected, the browser's part of them. */
function timed(nonce = '') {
  const traceparent = tracer()?.page();
  const facts = `data-traceparent="${traceparent}" data-at="${Date.now()}"`;
  return traceparent ? `<script defer src="/trace.js" ${facts} nonce="${nonce}"></script>` : '';
}

/** On a slow line all files share its width: nothing can be painted before the style sheet, everything before the scripts. */
const styleFirst = (page: string) =>
  page.replaceAll('<link rel="modulepreload"', '<link fetchpriority="low" rel="modulepreload"');
const unsafe = /[&<>\u2028\u2029]/g;
const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

const inScript = (value: unknown) => JSON.stringify(value).replace(unsafe, escaped);

/** What the loaders answered, for the browser to start from: Remix puts it into a stream only. */
function handOver(data: string, nonce = '') {
  const controller = 'window.__remixContext?.streamController';
  return `<script nonce="${nonce}">${controller}?.enqueue(${inScript(data)});${controller}?.close();</script>`;
}

/** What the browser gave up on and what a person asked wrongly (404, 422, …) is no fault of the server's. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }) {
  if (request.signal.aborted) return;
  // what carries a number has its line already
  if (isRouteErrorResponse(error) && (error.status < 500 || error.data?.requestId)) return;
  logFault(error, { id: context.requestId, path: context.loggedPath });
}

/** For the process around the application: its gauges, and the end of its answers and connections. */
export { closeStreams, countStreams };
export const databaseLoad = () => ({ pages: gates.pages.state(), reports: gates.reports.state() });
export const closeDatabase = closePools;
