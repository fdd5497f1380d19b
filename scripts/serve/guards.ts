// What is refused before the application sees it.
import type { Request, RequestHandler, Response } from 'express';
import { splitUrl } from './log';
import { settings } from './settings';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const reading = ['GET', 'HEAD', 'OPTIONS'];
const megabyte = 1024 * 1024;
/** Beyond what is taken, so that a file somewhat too large is answered in words. */
function bodyLimit(path: string) {
  if (/^\/imports(\/|\.data|$)/.test(path)) return 200 * megabyte;
  return (/^\/visits\/[^/]+\/files(\.json|\.data)?$/.test(path) ? 64 : 1) * megabyte;
}

export function refuse(res: Response, status: number, reason: string) {
  if (res.headersSent) return res.destroy();
  res
    .status(status)
    .type('application/problem+json')
    .set('Cache-Control', 'no-store')
    .send(JSON.stringify({ type: 'about:blank', status, reason, requestId: res.locals.requestId }));
}

/** Requests that no browser of ours sends and that would make the layers below throw. */
export const wellFormed: RequestHandler = (req, res, next) => {
  const { pathname } = splitUrl(req.originalUrl);
  if (!methods.includes(req.method)) return refuse(res, 405, 'method_not_allowed');
  if (!/^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(req.get('host') ?? '')) return refuse(res, 400, 'bad_host');
  if (!req.originalUrl.startsWith('/') || /%00/.test(req.originalUrl)) return refuse(res, 400, 'bad_address');
  try {
    decodeURIComponent(pathname);
  } catch {
    return refuse(res, 400, 'bad_address');
  }
  next();
};

/** Absolute links are made from the Host header, so a stranger's host is refused. Probes may use an address. */
export const knownHost: RequestHandler = (req, res, next) => {
  if (!settings.origin || publicHost(req) === settings.origin.host || req.path.startsWith('/health/')) return next();
  refuse(res, 421, 'unknown_host');
};

const publicHost = (req: Request) => (settings.trustProxy && req.get('x-forwarded-host')) || req.get('host');

/** Another site's page must not write in the name of the person who is signed in here. */
export const sameOrigin: RequestHandler = (req, res, next) => {
  if (reading.includes(req.method)) return next();
  const origin = req.get('origin');
  const site = req.get('sec-fetch-site');
  // neither header: no browser, so nobody's cookies are borrowed
  const ours = origin ? isOurs(origin, req) : site ? site === 'same-origin' || site === 'none' : true;
  if (ours) return next();
  refuse(res, 403, 'cross_origin');
};

function isOurs(origin: string, req: Request) {
  if (settings.origin) return origin === settings.origin.origin;
  return URL.canParse(origin) && new URL(origin).host === publicHost(req);
}

/** What an answer did not read: left there, it would hold up whatever the browser sends next on this connection. */
export const readToTheEnd: RequestHandler = (req, res, next) => {
  res.once('finish', () => {
    if (req.complete) return;
    req.removeAllListeners('data');
    req.resume();
  });
  next();
};

/** Counts the bytes that really arrive: a chunked body names no length. */
export const limitedBody: RequestHandler = (req, res, next) => {
  const limit = bodyLimit(req.path);
  const hasBody = Number(req.get('content-length') ?? 0) > 0 || req.get('transfer-encoding') !== undefined;
  // the server itself waits ten minutes, for a large file over a slow line; nothing else may take so long
  if (hasBody && limit === megabyte) {
    const late = setTimeout(() => req.destroy(), 60_000);
    for (const over of ['end', 'close']) req.once(over, () => clearTimeout(late));
  }
  if (Number(req.get('content-length') ?? 0) > limit) {
    res.set('Connection', 'close');
    return refuse(res, 413, 'too_large');
  }
  if (req.get('transfer-encoding')) {
    const push = req.push.bind(req);
    let received = 0;
    req.push = (chunk, encoding) => {
      received += chunk?.length ?? 0;
      if (received <= limit) return push(chunk, encoding);
      res.set('Connection', 'close');
      refuse(res, 413, 'too_large');
      req.destroy();
      return false;
    };
  }
  next();
};
