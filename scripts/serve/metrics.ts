import cluster from 'node:cluster';
import { timingSafeEqual } from 'node:crypto';
import http from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import type { RequestHandler } from 'express';
import { AggregatorRegistry, collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client';
import { log, splitUrl } from './log';
import { routePattern } from './route-pattern';
import { settings } from './settings';

type Load = { inFlight: number; waiting: number };
export interface Measured {
  databaseLoad?: () => { pages: Load; reports: Load };
  countStreams?: () => number;
}

/** Starts counting; answers the handler that times each request by the pattern of its route. */
export function measure(routes: ServerBuild['routes'], app: Measured): RequestHandler {
  collectDefaultMetrics();
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
  });
  const busy = new Gauge({ name: 'http_requests_in_flight', help: 'Requests being answered' });
  for (const key of ['inFlight', 'waiting'] as const) {
    new Gauge({
      name: `database_transactions_${key === 'inFlight' ? 'in_flight' : 'waiting'}`,
      help: 'Transactions of the application, as the admission gates of pages and of reports count them',
      labelNames: ['lane'],
      collect() {
        for (const lane of ['pages', 'reports'] as const) this.set({ lane }, app.databaseLoad?.()[lane][key] ?? 0);
      },
    });
  }
  new Gauge({
    name: 'notice_streams',
    help: 'Pages that listen for notices',
    collect() {
      this.set(app.countStreams?.() ?? 0);
    },
  });
  const patternOf = routePattern(routes);
  return (req, res, next) => {
    const stop = seconds.startTimer({ method: req.method });
    busy.inc();
    res.on('close', () => {
      busy.dec();
      stop({ route: patternOf(splitUrl(req.originalUrl).pathname), status: res.statusCode });
    });
    next();
  };
}

const same = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** The first web process gathers the figures of all; the others answer it as soon as this exists. */
const all = new AggregatorRegistry();
const figures = () => (settings.processes > 1 && cluster.isPrimary ? all.clusterMetrics() : register.metrics());

/** On the public port only with the token, for the process that happens to answer. */
export const metricsPage: RequestHandler = (req, res, next) => {
  const { metricsToken } = settings;
  if (!metricsToken || !same(req.get('authorization') ?? '', `Bearer ${metricsToken}`))
    return void res.status(401).set('WWW-Authenticate', 'Bearer').end();
  register.metrics().then((text) => res.type(register.contentType).send(text), next);
};

/** A port of its own, for this machine only. */
export function listenForMetrics() {
  if (!settings.metricsPort) return;
  const server = http.createServer((req, res) => {
    if (req.url !== '/metrics') return res.writeHead(404).end();
    figures().then(
      (text) => res.writeHead(200, { 'Content-Type': register.contentType }).end(text),
      (error) => res.writeHead(500).end(String(error)),
    );
  });
  server.on('error', (error) => log('error', { message: `METRICS_PORT: ${error.message}` }));
  server.listen(settings.metricsPort, '127.0.0.1').unref();
}
