import type { Server } from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import { faultText } from '~/core/fault';
import { startTracing } from '../tracing/start';
import { assets } from './assets';
import { knownHost, limitedBody, readToTheEnd, refuse, sameOrigin, wellFormed } from './guards';
import { securityHeaders } from './headers';
import { accessLog, log } from './log';
import { loggedPath } from './logged-path';
import { type Measured, measure, metricsPage } from './metrics';
import { numbered } from './numbered';
import { overload } from './overload';
import { settings } from './settings';

/** What the application's own entry adds to what Remix asks of it. */
export type Entry = ServerBuild['entry']['module'] &
  Measured & { closeDatabase?: () => Promise<void>; closeStreams?: () => void };
type Build = ServerBuild | (() => Promise<ServerBuild>);

// brotli's usual 4 MiB window costs 10 ms a page; with 256 KiB and quality 1 it is half of gzip's cost, and smaller
const pages = compression({
  threshold: 1024,
  level: 4,
  brotli: { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1, [zlib.constants.BROTLI_PARAM_LGWIN]: 18 } },
});

const failed: ErrorRequestHandler = (error, _req, res, _next) => {
  const status = Number(error?.status) >= 400 && Number(error?.status) < 500 ? Number(error.status) : 500;
  if (status === 500 && !res.destroyed) {
    const { requestId: id, path } = res.locals;
    log('error', { id, path, error: faultText(error) });
  }
  refuse(res, status, status === 404 ? 'not_found' : status === 500 ? 'internal' : 'bad_request');
};

/** Says when the browser left. Remix's signal of a request may never: it is lost with the request, once that is collected. */
function leaving(res: Response) {
  const left = new AbortController();
  if (res.destroyed) left.abort();
  else res.once('close', () => left.abort());
  return left.signal;
}

const remix = (build: Build) =>
  createRequestHandler({
    build,
    mode: process.env.NODE_ENV,
    getLoadContext: (req, res) => ({
      cspNonce: res.locals.cspNonce,
      ip: req.ip?.replace(/^::ffff:/, ''),
      requestId: res.locals.requestId,
      loggedPath: res.locals.path,
      leaving: () => leaving(res),
    }),
  });

function outerLayers(app: Express, routes: ServerBuild['routes'], ...more: RequestHandler[]) {
  app.disable('x-powered-by').set('trust proxy', settings.trustProxy).set('etag', false);
  app.use(accessLog(loggedPath(routes)), ...more, securityHeaders, wellFormed, knownHost, sameOrigin);
}

/** Where a collector of traces is named; before the application is loaded, which asks whether it is. */
async function beginTracing() {
  const tracing = await startTracing('web');
  return tracing && { tracing, ...(await import('../tracing/requests')) };
}

export async function productionApp() {
  const traced = await beginTracing();
  const built = (await import(/* @vite-ignore */ path.resolve('build/server/index.js'))) as ServerBuild;
  const entry = built.entry.module as Entry;
  const build = numbered(traced ? traced.traceRoutes(traced.tracing, built) : built);
  const app = express();
  const tracing = traced ? [traced.traceRequests(traced.tracing, built.routes)] : [];
  outerLayers(app, build.routes, measure(build.routes, entry), ...tracing);
  app.get('/metrics', metricsPage);
  if (traced) app.use('/traces', traced.receiveTraces(traced.tracing, built.routes));
  app.use(assets(path.resolve(build.assetsBuildDirectory)));
  app.use(overload, readToTheEnd, limitedBody, pages, remix(build), failed);
  return {
    app,
    closeStreams: () => entry.closeStreams?.(),
    closeDatabase: () => Promise.all([entry.closeDatabase?.(), traced?.tracing.shutdown()]),
  };
}

/** The same layers around Vite, which compiles on demand and sends changes to the browser. */
export async function developmentApp(server: Server) {
  const { createServer } = await import('vite');
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server } }, appType: 'custom' });
  const app = express();
  const load = () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>;
  outerLayers(app, (await load()).routes);
  app.use(vite.middlewares, readToTheEnd, limitedBody);
  app.use(
    remix(async () => numbered(await load())),
    failed,
  );
  return { app, closeStreams: () => {}, closeDatabase: () => vite.close() };
}
