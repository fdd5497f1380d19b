import type { Request, RequestHandler, Response } from 'express';
import { refuse } from './guards';

/** What one process draws in about a second; more in hand than that only makes everybody wait longer. */
const most = 48;

const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3"><title>集客通</title>
<body style="font:16px/1.6 system-ui;margin:20vh auto;max-width:24rem;padding:0 1rem;text-align:center">
<p>系统繁忙，正在自动重试。已提示保存成功的内容不会丢失。</p><p lang="en">Busy just now, trying again. What was said to be saved is saved.</p></body></html>`;

type Asked = { req: Request; res: Response };
const inHand = new Set<Asked>();

/** Read whole and not begun to be answered: slow senders, downloads and streams cost nothing meanwhile. */
function waiting() {
  let count = 0;
  for (const { req, res } of inHand) if (req.complete && !res.headersSent) count += 1;
  return count;
}

/**
 * Refuses pages beyond what can be drawn at once, before anything is spent on them. Data for a page that is open passes:
 * it is cheap, and the gate before the database answers for it in a way that the page understands.
 */
export const overload: RequestHandler = (req, res, next) => {
  const passes = req.path.endsWith('.data') || req.path.startsWith('/health/');
  if (inHand.size >= most && !passes && waiting() >= most) {
    res.set('Retry-After', '1');
    if (req.method !== 'GET' || !req.accepts('html')) return refuse(res, 503, 'unavailable');
    return void res.status(503).set('Cache-Control', 'no-store').type('html').send(page);
  }
  const asked = { req, res };
  inHand.add(asked);
  res.once('close', () => inHand.delete(asked));
  next();
};
