import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { settings } from './settings';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** One line of JSON. Paths carry ids only; query strings, bodies, headers and addresses never get here. */
export function log(level: Level, fields: Record<string, unknown>) {
  if (settings.logs(level)) process.stdout.write(`${JSON.stringify({ time: new Date(), level, ...fields })}\n`);
}

const levelOf = (status: number, path: string): Level => {
  if (status >= 500) return 'error';
  return /^\/(health|assets)\//.test(path) ? 'debug' : 'info';
};

/** Gives each request an id, answered in X-Request-Id, and writes its line when it is over, its path as `told` says it. */
export const accessLog =
  (told: (pathname: string) => string): RequestHandler =>
  (req, res, next) => {
    const start = process.hrtime.bigint();
    const given = settings.trustProxy ? req.get('x-request-id') : undefined;
    const id = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    res.locals.requestId = id;
    res.setHeader('X-Request-Id', id);
    const { pathname } = splitUrl(req.originalUrl);
    const path = told(pathname);
    res.locals.path = path;
    res.on('close', () => {
      log(levelOf(res.statusCode, pathname), {
        id,
        method: req.method,
        path,
        status: res.statusCode,
        ms: Number((process.hrtime.bigint() - start) / 10_000n) / 100,
        ...(!res.writableFinished && { cut: true }),
      });
    });
    next();
  };

export function splitUrl(url: string) {
  const mark = url.indexOf('?');
  return mark < 0 ? { pathname: url, search: '' } : { pathname: url.slice(0, mark), search: url.slice(mark) };
}
