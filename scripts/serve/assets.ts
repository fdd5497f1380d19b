import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** The build's files: names with a hash never change; the others are asked for again after an hour. */
export function assets(folder: string): RequestHandler {
  const hashed = path.join(folder, 'assets');
  const packed = new Set(existsSync(hashed) ? readdirSync(hashed).filter((name) => /\.(br|gz)$/.test(name)) : []);
  const year = { immutable: true, maxAge: '1y', fallthrough: false, etag: false, index: false } as const;

  /** Sends the copy that was compressed at build time. */
  const compressed: RequestHandler = (req, res, next) => {
    const name = req.path.slice(1);
    // asked for both at once, the first that browsers name would win, which is gzip
    const suffix = req.acceptsEncodings('br') ? 'br' : req.acceptsEncodings('gzip') ? 'gz' : '';
    if (packed.has(`${name}.br`)) {
      res.vary('Accept-Encoding');
      if (suffix && packed.has(`${name}.${suffix}`)) {
        res.type(path.extname(name)).set('Content-Encoding', suffix === 'gz' ? 'gzip' : 'br');
        req.url = `/${name}.${suffix}`;
      }
    }
    next();
  };

  const others = express.static(folder, {
    maxAge: '1h',
    index: false,
    redirect: false,
    setHeaders: (res, file) => {
      if (path.basename(file) === 'sw.js') res.setHeader('Cache-Control', 'no-cache');
    },
  });
  // a page is not looked for on the disk first
  const names = new Set(readdirSync(folder));

  return Router()
    .use('/assets', compressed, express.static(hashed, year))
    .use((req, res, next) => (names.has(req.path.split('/', 2)[1] ?? '') ? others(req, res, next) : next()));
}
