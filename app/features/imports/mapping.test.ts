import { describe, expect, it } from 'vitest';
import { guessMapping, layoutKey, mappingOf, missingFields } from './mapping';

describe('columns', () => {
  it('are recognised in Chinese, with units and marks', () => {
    const header = ['序号', '单位名称*', '统一社会信用代码', '单位性质', '注册资本（万元）', '客户经理', '备注'];
    expect(guessMapping('accounts', header)).toEqual({
      name: 1,
      creditCode: 2,
      kind: 3,
      registeredCapitalFen: 4,
      owner: 5,
      tailoringNote: 6,
    });
  });

  it('are recognised in English', () => {
    const header = [
      'opportunity_id',
      'sales_agent',
      'product',
      'account',
      'deal_stage',
      'engage_date',
      'close_date',
      'close_value',
    ];
    expect(guessMapping('opportunities', header)).toEqual({
      externalKey: 0,
      owner: 1,
      offering: 2,
      account: 3,
      stage: 4,
      createdOn: 5,
      closedOn: 6,
      oneOffFen: 7,
    });
  });

  it('stand for one field each, and a field for one column', () => {
    expect(guessMapping('accounts', ['名称', '客户名称'])).toEqual({ name: 1 });
    expect(mappingOf('accounts', ['name', '', 'name'])).toBeNull();
    expect(mappingOf('accounts', ['name', 'nonsense', 'grade'])).toEqual({ name: 0, grade: 2 });
  });

  it('are remembered by the whole heading', () => {
    expect(layoutKey('accounts', ['a', 'b'])).toBe(layoutKey('accounts', ['a ', 'b']));
    expect(layoutKey('accounts', ['a', 'b'])).not.toBe(layoutKey('accounts', ['ab']));
    expect(layoutKey('accounts', ['a'])).not.toBe(layoutKey('contacts', ['a']));
  });

  it('must name what is required, or only the key when rows are just changed', () => {
    expect(missingFields('accounts', { name: 0 }, 'create', 'creditCode')).toEqual(['kind']);
    expect(missingFields('accounts', { grade: 0 }, 'update', 'creditCode')).toEqual(['creditCode']);
    expect(missingFields('accounts', { grade: 0, creditCode: 1 }, 'update', 'creditCode')).toEqual([]);
  });
});
