import type { ServerBuild } from '@remix-run/node';
import { describe, expect, it } from 'vitest';
import { loggedPath } from '../../scripts/serve/logged-path';

const routes = Object.fromEntries(
  [
    { id: 'root' },
    { id: 'routes/_app', parentId: 'root' },
    { id: 'routes/_app.accounts.$accountId', parentId: 'routes/_app', path: 'accounts/:accountId' },
    { id: 'routes/_app.processes.$code', parentId: 'routes/_app', path: 'processes/:code' },
    { id: 'routes/_app.attend.$secret', parentId: 'routes/_app', path: 'attend/:secret' },
    { id: 'routes/confirm.$code', parentId: 'root', path: 'confirm/:code' },
    { id: 'routes/offer.$secret', parentId: 'root', path: 'offer/:secret' },
    { id: 'routes/offer.$secret_.paper.$locale', parentId: 'root', path: 'offer/:secret/paper/:locale' },
    { id: 'routes/calendar.$file', parentId: 'root', path: 'calendar/:file' },
    { id: 'routes/api.v1.$', parentId: 'root', path: 'api/v1/*' },
    { id: 'routes/$', parentId: 'root', path: '*' },
  ].map((route) => [route.id, route]),
) as unknown as ServerBuild['routes'];
const told = loggedPath(routes);

describe('a path in the log', () => {
  it.each([
    ['/', '/'],
    ['/accounts/7', '/accounts/7'],
    ['/accounts/7.data', '/accounts/7.data'],
    ['/processes/group', '/processes/group'],
    ['/api/v1/accounts/7', '/api/v1/accounts/7'],
    ['/assets/a/b.js', '/assets/a/b.js'],
    ['/favicon.ico', '/favicon.ico'],
  ])('%s is told', (path, line) => expect(told(path)).toBe(line));

  it.each([
    ['/offer/KEY', '/offer/…'],
    ['/offer/KEY.data', '/offer/…'],
    ['//offer//KEY/', '/offer/…'],
    ['/offer/KEY/paper/en', '/offer/…/paper/en'],
    ['/confirm/KEY', '/confirm/…'],
    ['/attend/KEY', '/attend/…'],
    ['/calendar/KEY.ics', '/calendar/…'],
    ['/offer/KEY/more', '/offer/…'],
    ['/OFFER/KEY', '/OFFER/…'],
    ['/%6Fffer/KEY/paper/en', '/%6Fffer/…'],
  ])('%s is its own key', (path, line) => expect(told(path)).toBe(line));
});
