import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { Counter } from 'prom-client';
import { refuse } from './guards';

/** What one process draws in about a second; more in hand than that only makes everybody wait longer. */
const most = 48;

const page =
  Buffer.from(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3"><title>集客通</title>
<body style="font:16px/1.6 system-ui;margin:20vh auto;max-width:24rem;padding:0 1rem;text-align:center">
<p>系统繁忙，正在自动重试。已提示保存成功的内容不会丢失。</p><p lang="en">Busy just now, trying again. What was said to be saved is saved.</p></body></html>`);
const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Length': page.length,
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Retry-After': '1',
};

type Asked = { req: Request; res: Response };
const inHand = new Set<Asked>();

/** Read whole and not begun to be answered: slow senders, downloads and streams cost nothing meanwhile. */
function waiting() {
  let count = 0;
  for (const { req, res } of inHand) if (req.complete && !res.headersSent) count += 1;
  return count;
}

const isFull = () => inHand.size >= most && waiting() >= most;

/** Addresses without an ending that a browser goes to: no file, no data, no program's request, nothing of machines. */
const isPage = ({ method, url = '', headers: { accept } }: IncomingMessage) =>
  method === 'GET' && (!accept || accept.includes('text/html')) && !/^\/(api|health|metrics)\b|\.\w+(\?|$)/.test(url);

const turnedAway = new Counter({
  name: 'http_requests_turned_away_total',
  help: 'Pages refused because too many were being drawn; they are in no other figure and no log',
});

/**
 * Refuses pages beyond what can be drawn at once before anything is spent on them, not even a line in the log: when ten
 * times too many ask, nine tenths of all work is refusing. Answers whether it did.
 */
export function turnAway(req: IncomingMessage, res: ServerResponse) {
  if (!isPage(req) || !isFull()) return false;
  turnedAway.inc();
  res.writeHead(503, pageHeaders).end(page);
  return true;
}

/**
 * Counts what is in hand, and refuses what else would begin beyond it. Data for a page that is open passes: it is cheap, and
 * the gate before the database answers for it in a way that the page understands.
 */
export const overload: RequestHandler = (req, res, next) => {
  const passes = req.path.endsWith('.data') || req.path.startsWith('/health/');
  if (!passes && isFull()) {
    res.set('Retry-After', '1');
    return refuse(res, 503, 'unavailable');
  }
  const asked = { req, res };
  inHand.add(asked);
  res.once('close', () => inHand.delete(asked));
  next();
};
