import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { settings } from './settings';

const nonce = (_req: IncomingMessage, res: ServerResponse) => `'nonce-${(res as Response).locals.cspNonce}'`;
const dev = (...sources: string[]) => (settings.development ? sources : []);

const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      formAction: ["'self'"],
      scriptSrc: ["'self'", nonce],
      // Vite puts styles into the page while developing
      styleSrc: settings.development ? ["'self'", "'unsafe-inline'"] : ["'self'", nonce],
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'", ...dev('ws:')],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      ...(settings.https && { upgradeInsecureRequests: [] }),
    },
  },
  referrerPolicy: { policy: 'same-origin' },
  strictTransportSecurity: settings.https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  xFrameOptions: { action: 'deny' },
  // browsers ignore these two on plain addresses and say so in the console
  crossOriginOpenerPolicy: settings.https,
  originAgentCluster: settings.https,
});

const permissions = [
  'geolocation=(self)',
  'camera=(self)',
  'microphone=(self)',
  ...['payment', 'usb', 'serial', 'midi', 'display-capture', 'browsing-topics'].map((name) => `${name}=()`),
].join(', ');

/** Pages hold what one person may see: nobody keeps them unless the route says otherwise. */
function privateByDefault(res: Response) {
  const writeHead = res.writeHead;
  res.writeHead = ((...args: Parameters<typeof writeHead>) => {
    if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'private, no-cache');
    return writeHead.apply(res, args);
  }) as typeof writeHead;
}

export const securityHeaders: RequestHandler = (req, res, next) => {
  res.locals.cspNonce = randomBytes(16).toString('base64');
  res.setHeader('Permissions-Policy', permissions);
  privateByDefault(res);
  secured(req, res, next);
};
