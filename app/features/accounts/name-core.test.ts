import { describe, expect, it } from 'vitest';
import { nameCore } from './name-core';

describe('nameCore', () => {
  it.each([
    ['杭州钢铁集团有限公司', '杭州钢铁'],
    ['杭州钢铁股份有限公司', '杭州钢铁'],
    ['杭州钢铁集团有限公司宁波分公司', '杭州钢铁集团有限公司宁波'],
    ['浙江大学', '浙江大学'],
    ['Ｎｏｒｔｈｗｉｎｄ Trading Co., Ltd.', 'Northwind Trading'],
  ])('%s → %s', (name, core) => {
    expect(nameCore(name)).toBe(core);
  });

  it.each(['', '杭州', '公司', '中国有限公司', 'ABC Ltd'])('finds too little in %s', (name) => {
    expect(nameCore(name)).toBeNull();
  });
});
