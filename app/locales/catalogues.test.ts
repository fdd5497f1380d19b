import { describe, expect, it } from 'vitest';
import { paramsIn } from '~/core/message';
import { all as en } from './en/all';
import { all as zhCN } from './zh-CN/all';

const keys = Object.keys(zhCN) as (keyof typeof zhCN)[];

describe('catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual([...keys].sort());
  });

  it('have each key in one file only, or one of two words is lost', async () => {
    const files = import.meta.glob<Record<string, Record<string, string>>>('./zh-CN/*.ts', { eager: true });
    const parts = Object.entries(files).flatMap(([file, words]) =>
      file.endsWith('/all.ts') ? [] : Object.values(words),
    );
    expect(parts.flatMap((words) => Object.keys(words)).sort()).toEqual([...keys].sort());
  });

  it('have the same parameters', () => {
    expect(keys.filter((key) => paramsIn(en[key]).join() !== paramsIn(zhCN[key]).join())).toEqual([]);
  });

  it('leave no text empty, and no Chinese in English', () => {
    expect(keys.filter((key) => !zhCN[key].trim() || !en[key].trim())).toEqual([]);
    expect(keys.filter((key) => /\p{Script=Han}/u.test(en[key]) && !/\.zh(-CN)?$/.test(key))).toEqual([]);
  });

  it('name keys as feature.thing', () => {
    expect(keys.filter((key) => !/^[a-z][a-z_-]*(\.[A-Za-z0-9_-]+)+$/.test(key))).toEqual([]);
  });
});
