import { type AgnosticRouteObject, matchRoutes } from '@remix-run/router';
import { describe, expect, it } from 'vitest';

const routes = [
  {
    id: 'root',
    children: [
      { id: 'home', index: true },
      {
        id: 'app',
        children: [
          { id: 'list', path: 'Accounts' },
          { id: 'one', path: 'accounts/:id' },
          { id: 'new', path: 'accounts/new' },
          { id: 'print', path: 'accounts/:id/:copy?' },
          { id: 'any', path: ':page' },
        ],
      },
      { id: 'files', path: 'files/*' },
      { id: 'named', path: 'letter.:secret' },
      { id: 'rest', path: '*' },
    ],
  },
] as AgnosticRouteObject[];

const leaf = (path: string, basename?: string) => matchRoutes(routes, path, basename)?.at(-1)?.route.id ?? null;

describe('the patched router', () => {
  it.each([
    ['/', 'home'],
    ['/accounts', 'list'],
    ['/ACCOUNTS/', 'list'],
    ['/accounts/new', 'new'],
    ['/accounts/7', 'one'],
    ['/accounts/7/2', 'print'],
    ['/accounts/7/2/3', 'rest'],
    ['/%E6%B5%99%E6%B1%9F', 'any'],
    ['/files', 'files'],
    ['/files/a/b', 'files'],
    ['/constructor', 'any'],
    ['/no/such', 'rest'],
    ['//accounts', 'rest'],
  ])('%s is %s', (path, id) => expect(leaf(path)).toBe(id));

  it('keeps to its base', () => {
    expect(leaf('/app/accounts/7', '/app')).toBe('one');
    expect(leaf('/accounts/7', '/app')).toBeNull();
  });
});
