import { describe, expect, it } from 'vitest';
import { bigrams, normalise, searchText } from './pinyin.server';

const read = (name: string, person = false) => {
  const { pinyin, initials } = searchText({ name, person });
  return [pinyin, initials];
};

describe('searchText', () => {
  it('reads surnames as surnames, for persons only', () => {
    expect(read('曾国平', true)).toEqual(['zengguoping', 'zgp']);
    expect(read('单晓明', true)).toEqual(['shanxiaoming', 'sxm']);
    expect(read('仇红', true)).toEqual(['qiuhong', 'qh']);
    expect(read('解立军', true)).toEqual(['xielijun', 'xlj']);
    expect(read('尉迟恭', true)).toEqual(['yuchigong', 'ycg']);
    expect(read('欧阳雪', true)).toEqual(['ouyangxue', 'oyx']);
    expect(read('吕伟', true)).toEqual(['lvwei', 'lw']);
    expect(read('单位后勤中心')).toEqual(['danweihouqinzhongxin', 'dwhqzx']);
  });

  it('keeps characters outside the basic plane whole', () => {
    expect(read('𠮷野家', false)[1]).not.toMatch(/\p{Surrogate}/u);
  });

  it('reads organisations by their words', () => {
    expect(read('重庆长江银行')).toEqual(['chongqingchangjiangyinhang', 'cqcjyh']);
    expect(read('长沙市第一中学')).toEqual(['changshashidiyizhongxue', 'cssdyzx']);
  });

  it('takes Latin words, acronyms and digits along', () => {
    expect(read('Acme Digital Ltd.')).toEqual(['acmedigitalltd', 'adl']);
    expect(read('5G 专网')).toEqual(['5gzhuanwang', '5gzw']);
    expect(read('ＡＢＣ集团')).toEqual(['abcjituan', 'abcjt']);
    expect(read('Müller 中国')).toEqual(['mullerzhongguo', 'mzg']);
    expect(read('')).toEqual(['', '']);
  });

  it('joins everything to search by, each word once', () => {
    const { search } = searchText({ name: '宁波（北仑）港务', extra: ['９１３３ＡＢ', null, undefined, '', 'Beilun'] });
    expect(search).toBe(' 宁波(北仑)港务 ningbobeilungangwu nbblgw 9133ab beilun 宁波 北仑 港务 波 仑 务');
    expect(searchText({ name: 'abc' }).search).toBe(' abc a');
  });

  it('keeps the digits of telephone numbers together', () => {
    const { search } = searchText({ name: 'abc', extra: ['+86 571-8888 0000', '138 0013 8000'] });
    expect(search).toBe(' abc a 8657188880000 13800138000');
  });
});

describe('normalise', () => {
  it('folds width, case, spaces and invisible characters', () => {
    expect(normalise('  Ａｂｃ\u200B　 公司\n甲 ')).toBe('abc 公司 甲');
  });
});

describe('bigrams', () => {
  it('gives distinct pairs within runs of Han characters', () => {
    expect(bigrams('浙江浙江 5G 省厅')).toEqual(['浙江', '江浙', '省厅']);
    expect(bigrams('港 abc')).toEqual([]);
    expect(bigrams('𠮷野家')).toEqual(['𠮷野', '野家']);
  });
});
