import { describe, expect, it } from 'vitest';
import { readRegion } from './region';

const read = (text: string) => readRegion(text, 'zh-CN');

describe('divisions of a file', () => {
  it.each([
    ['330100', '330100'],
    ['421000', '421000'],
    ['421002', '421000'],
    ['429004', '429004'],
    ['310115', '310000'],
    ['杭州', '330100'],
    ['徐州市', '320300'],
    ['江苏扬州', '321000'],
    ['浙江省杭州市', '330100'],
    ['浙江省杭州市西湖区', '330100'],
    ['中国湖北省襄阳市', '420600'],
    ['湖北省仙桃市', '429004'],
    ['恩施州', '422800'],
    ['恩施土家族苗族自治州', '422800'],
    ['内蒙古呼伦贝尔', '150700'],
    ['内蒙古自治区呼伦贝尔市', '150700'],
    ['广西壮族自治区', '450000'],
    ['吉林省', '220000'],
    ['吉林市', '220200'],
    ['吉林省吉林市', '220200'],
    ['吉林 长春', '220100'],
    ['海南', '460000'],
    ['海南州', '632500'],
    ['北京市朝阳区', '110000'],
    ['辽宁省朝阳市', '211300'],
    ['新疆', '650000'],
    ['Hangzhou', '330100'],
    ['Hangzhou, Zhejiang', '330100'],
    ['Jiangsu, Suzhou', '320500'],
    ['香港', '810000'],
  ])('%s is %s', (text, value) => expect(read(text)).toEqual({ value }));

  it.each(['421400', '429000', '湖北省无名市', '浙江省西湖区', '火星'])('%s is refused, not coarsened', (text) =>
    expect(read(text)).toEqual({ problem: 'imports.problem.region' }),
  );

  it('asks which of several is meant', () => {
    expect(read('吉林')).toEqual({
      near: true,
      choices: [
        { id: '220000', label: '吉林省' },
        { id: '220200', label: '吉林省 吉林市' },
      ],
    });
    expect(read('Suzhou')).toMatchObject({ near: true, choices: [{ id: '320500' }, { id: '341300' }] });
  });
});
