import { Writable } from 'node:stream';
import type { AppLoadContext, EntryContext } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import { NonceContext } from '~/core/nonce';
import { admissionState } from './core/admission.server';
import { pool } from './core/db.server';

const patienceMs = 10_000;

/**
 * The page is sent whole: its loaders have answered before rendering begins, and one buffer costs less than a stream.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { cspNonce: nonce }: AppLoadContext,
) {
  return new Promise<Response>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let failed = false;
    const body = new Writable({
      write(chunk: Buffer, _encoding, next) {
        chunks.push(chunk);
        next();
      },
      final(done) {
        headers.set('Content-Type', 'text/html; charset=utf-8');
        resolve(new Response(Buffer.concat(chunks), { headers, status: failed ? 500 : status }));
        done();
      },
    });
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={patienceMs} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        onAllReady() {
          clearTimeout(timer);
          pipe(body);
        },
        onShellError(error) {
          clearTimeout(timer);
          reject(error);
        },
        onError(error) {
          failed = true;
          handleError(error, { request });
        },
      },
    );
    const timer = setTimeout(abort, patienceMs);
  });
}

/** What the browser gave up on and what a person asked wrongly (404, 422, …) is no fault of the server's. */
export function handleError(error: unknown, { request }: { request: Request }) {
  if (request.signal.aborted) return;
  if (isRouteErrorResponse(error) && error.status < 500) return;
  const { pathname } = new URL(request.url);
  const text = error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
  console.error(JSON.stringify({ level: 'error', path: pathname, error: text }));
}

/** For the process around the application: its gauges, and the end of its connections. */
export const databaseLoad = admissionState;
export const closeDatabase = () => pool.end({ timeout: 5 });
