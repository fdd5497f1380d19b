import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { Counter } from 'prom-client';
import { laneOf } from '~/core/lane';
import { refuse } from './guards';
import { splitUrl } from './log';

/** In hand at once; more than what one process draws in about a second only makes everybody wait longer. */
const most: Record<Room, number> = { pages: 48, reports: 16 };
type Room = 'pages' | 'reports';

/** Reports are counted apart: however many wait for a slow database, no page is refused for them. */
const roomOf = (method: string, pathname: string): Room => (laneOf(method, pathname) === 'pages' ? 'pages' : 'reports');

const drawn = (seconds: number, zh: string, en: string) => {
  const body =
    Buffer.from(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${seconds + 2}"><title>集客通</title>
<body style="font:16px/1.6 system-ui;margin:20vh auto;max-width:24rem;padding:0 1rem;text-align:center">
<p>${zh}</p><p lang="en">${en}</p>`);
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Retry-After': String(seconds),
  };
  return { body, headers, seconds: String(seconds) };
};
const busy: Record<Room, ReturnType<typeof drawn>> = {
  pages: drawn(
    1,
    '系统繁忙，正在自动重试。已提示保存成功的内容不会丢失。',
    'Busy just now, trying again. What was said to be saved is saved.',
  ),
  reports: drawn(
    5,
    '同时查看报表的人较多，正在自动重试。<a href="/">其他页面</a>可以正常使用。',
    'Many reports are being made, trying again. <a href="/">All other pages</a> work as usual.',
  ),
};

type Asked = { req: Request; res: Response };
const inHand: Record<Room, Set<Asked>> = { pages: new Set(), reports: new Set() };

/** Read whole and not begun to be answered: slow senders, downloads and streams cost nothing meanwhile. */
function waiting(room: Room) {
  let count = 0;
  for (const { req, res } of inHand[room]) if (req.complete && !res.headersSent) count += 1;
  return count;
}

const isFull = (room: Room) => inHand[room].size >= most[room] && waiting(room) >= most[room];

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
  if (!isPage(req)) return false;
  const room = roomOf('GET', splitUrl(req.url ?? '').pathname);
  if (!isFull(room)) return false;
  turnedAway.inc();
  res.writeHead(503, busy[room].headers).end(busy[room].body);
  return true;
}

/**
 * Counts what is in hand, and refuses what else would begin beyond it. Data for a page that is open passes: it is cheap, and
 * the gate before the database answers for it in a way that the page understands.
 */
export const overload: RequestHandler = (req, res, next) => {
  const passes = req.path.endsWith('.data') || req.path.startsWith('/health/');
  const room = roomOf(req.method, req.path);
  if (!passes && isFull(room)) {
    res.set('Retry-After', busy[room].seconds);
    return refuse(res, 503, room === 'reports' ? 'reports_busy' : 'unavailable');
  }
  const asked = { req, res };
  inHand[room].add(asked);
  res.once('close', () => inHand[room].delete(asked));
  next();
};
