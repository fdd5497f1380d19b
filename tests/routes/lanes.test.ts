import { expect, it } from 'vitest';
import { laneOf } from '~/core/lane';
import { builtRoutes, fill } from './built-routes';

it('names the routes that read through the lane of reports, and no route that is not there', async () => {
  const routes = (await builtRoutes()).filter(({ hasLoader }) => hasLoader);
  const inLane = (lane: string) =>
    [...new Set(routes.map(({ pattern }) => pattern))].filter((one) => laneOf('GET', fill(one, 'x')) === lane).sort();
  expect(inLane('reports')).toEqual([
    '/commitments/kept',
    '/coverage/map',
    '/performance',
    '/performance/:personId',
    '/review',
    '/review/analysis',
    '/review/one-to-one',
    '/settings/health',
    '/targets',
    '/team',
    '/training',
    '/training/gaps',
    '/training/progress',
    '/win-loss',
  ]);
  const files = routes.filter(({ pattern }) => /export$|\.csv$/.test(pattern)).map(({ pattern }) => pattern);
  // a quote's sheet is one record
  expect([...inLane('downloads'), '/quotes/:quoteId/export'].sort()).toEqual(files.sort());
});

it('takes the data of a page for the page, and no write for a read', () => {
  expect(laneOf('GET', '/review.data')).toBe('reports');
  expect(laneOf('HEAD', '/journal.csv')).toBe('downloads');
  expect(laneOf('POST', '/review')).toBe('pages');
  expect(laneOf('GET', '/reviewers')).toBe('pages');
  expect(laneOf('GET', '/accounts')).toBe('pages');
});
