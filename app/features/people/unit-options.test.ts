import { describe, expect, it } from 'vitest';
import { unitOptions } from './unit-options';

const unit = (id: number, parentId: number | null, name: string) => ({ id, parentId, name });
const paths = (list: ReturnType<typeof unit>[]) => unitOptions(list).map(({ name }) => name);

describe('unitOptions', () => {
  it('leaves a name that is the only one of its kind', () => {
    expect(paths([unit(1, null, '浙江公司'), unit(2, 1, '杭州分公司')])).toEqual(['浙江公司', '杭州分公司']);
  });

  it('puts as many units in front as it takes', () => {
    const list = [
      unit(1, null, '集团'), unit(2, 1, '浙江公司'), unit(3, 1, '广东公司'), unit(4, 2, '城区分公司'), unit(5, 3, '城区分公司'),
      unit(6, 4, '政企一组'), unit(7, 5, '政企一组'), unit(8, 5, '政企二组'),
    ]; // biome-ignore format: the tree by level
    expect(paths(list)).toEqual([
      '集团',
      '浙江公司',
      '广东公司',
      '浙江公司 / 城区分公司',
      '广东公司 / 城区分公司',
      '浙江公司 / 城区分公司 / 政企一组',
      '广东公司 / 城区分公司 / 政企一组',
      '政企二组',
    ]);
  });

  it('ends at the uppermost unit that is in the list', () => {
    expect(paths([unit(6, 4, '政企一组'), unit(7, 5, '政企一组')])).toEqual(['政企一组', '政企一组']);
  });
});
