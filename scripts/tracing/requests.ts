// Requests as spans, from the browser's wait for a page down to its statements.
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import type { ServerBuild } from '@remix-run/node';
import express, { type Request, type RequestHandler, Router } from 'express';
import * as z from 'zod';
import { splitUrl } from '../serve/log';
import { routePattern } from '../serve/route-pattern';
import { ofPage } from './spans';
import type { Tracing } from './start';

/** Asked all the time, or open for hours: nobody waits for them. */
const quiet = /^\/(health|assets|metrics|traces|notices\/stream)(\/|$)|\.\w{2,5}$/;

/** Opened by a browser, also through its service worker, which asks as if for no document. */
const isOpened = (req: Request) =>
  req.method === 'GET' && /text\/html/.test(req.get('accept') ?? '') && !req.path.endsWith('.data');

/** One span a request; a page that a browser opens begins its trace in the browser, which tells the rest itself. */
export function traceRequests(tracing: Tracing, routes: ServerBuild['routes']): RequestHandler {
  const patternOf = routePattern(routes);
  return (req, res, next) => {
    const { pathname } = splitUrl(req.originalUrl);
    if (quiet.test(pathname) && !pathname.endsWith('.data')) return next();
    const route = patternOf(pathname);
    let parent = propagation.extract(ROOT_CONTEXT, req.headers);
    if (!trace.getSpanContext(parent) && isOpened(req)) {
      const { isSampled, ...ids } = tracing.newTrace();
      const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
      parent = trace.setSpanContext(parent, { ...ids, traceFlags, isRemote: true });
      if (isSampled) parent = ofPage(parent, `00-${ids.traceId}-${ids.spanId}-01`);
    }
    const attributes = { 'http.request.method': req.method, 'http.route': route, 'request.id': res.locals.requestId };
    const span = tracing.tracer.startSpan(`${req.method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    res.once('close', () => {
      span.setAttribute('http.response.status_code', res.statusCode);
      if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    context.with(trace.setSpan(parent, span), next);
  };
}

/** Each loader and action within a span of its own, where its request has one. */
export function traceRoutes(tracing: Tracing, build: ServerBuild): ServerBuild {
  const within = <A extends unknown[], R>(name: string, work: (...given: A) => R) => {
    const traced = tracing.within(name, SpanKind.INTERNAL, work);
    return (...given: A) => (trace.getActiveSpan() ? traced(...given) : work(...given));
  };
  const traced = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route];
    const { loader, action } = route.module;
    const module = {
      ...route.module,
      ...(loader && { loader: within(`loader ${id}`, loader) }),
      ...(action && { action: within(`action ${id}`, action) }),
    };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(traced) };
}

const hour = 3_600_000;
const told = z
  .array(
    z
      .object({
        trace: z.string().regex(/^(?!0+$)[\da-f]{32}$/),
        span: z.string().regex(/^(?!0+$)[\da-f]{16}$/),
        kind: z.enum(['load', 'move']),
        path: z.string().max(500),
        start: z.number(),
        end: z.number(),
      })
      .refine(({ start, end }) => end >= start && end - start < hour / 6 && Math.abs(start - Date.now()) < hour),
  )
  .max(20);

/** What browsers may tell in a second, all together: enough for people, too little to flood a collector. */
const mostASecond = 200;

/** Takes what the browser part (public/trace.js) tells, and passes it on under the ids it gave along with its requests. */
export function receiveTraces(tracing: Tracing, routes: ServerBuild['routes']): RequestHandler {
  const patternOf = routePattern(routes);
  let left = mostASecond;
  setInterval(() => {
    left = mostASecond;
  }, 1000).unref();
  return Router().use(express.json({ limit: '16kb' }), (req, res) => {
    const spans = told.safeParse(req.body);
    if (req.method !== 'POST' || !spans.success) return void res.status(400).end();
    for (const { trace: traceId, span: spanId, kind, path, start, end } of spans.data) {
      left -= 1;
      if (left < 0) break;
      const route = patternOf(path);
      tracing.tell(
        { traceId, spanId },
        `${kind} ${route}`,
        { 'http.route': route, 'span.told_by': 'browser' },
        start,
        end,
      );
    }
    res.status(204).end();
  });
}
