import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { partOf } from '../../app/core/word-parts';
import { all } from '../../app/locales/zh-CN/all';
import { wordParts } from './words';

const parts = wordParts(path.resolve('app'));
const keysOf = (part: string) => parts.get(part)?.keys ?? new Set<string>();

describe('the words of a page', () => {
  it('are what its modules say, by whole keys and by beginnings', () => {
    expect(keysOf('frame')).toContain('common.not_accepted');
    expect(keysOf('_app.opportunities._index')).toContain('opportunity.title');
    const kinds = Object.keys(all).filter((key) => key.startsWith('blocked.kind.'));
    expect(kinds.length).toBeGreaterThan(0);
    for (const kind of kinds) expect(keysOf('_app.training.gaps')).toContain(kind);
  });

  it('have a file for every route, for pages ask routes of data too', () => {
    const routes = readdirSync('app/routes').map((name) => partOf(`routes/${name.replace(/\.tsx?$/, '')}`));
    expect(routes.filter((part) => !parts.has(part))).toEqual([]);
    expect(keysOf('_app.refer.known~.~json').size).toBe(0);
  });

  it('are not said twice to a page', () => {
    const frame = keysOf('frame');
    for (const [part, { keys }] of parts) {
      if (part !== 'frame') expect([...keys].filter((key) => frame.has(key))).toEqual([]);
    }
  });

  it('leave most of the catalogue to other pages', () => {
    const first = keysOf('frame').size + keysOf('_app.opportunities._index').size;
    expect(first).toBeLessThan(Object.keys(all).length / 5);
  });
});
