import { describe, expect, it } from 'vitest';
import { cellsOf, duplicatesOf, matchOf, placeOf, sitesOf } from './addresses';

describe('pasted sites', () => {
  it('are read from Excel with a heading, in whatever order', () => {
    const text =
      '序号\t地址\t网点名称\t经度\t纬度\t分组\r\n1\t杭州市西湖区文三路1号\t文三支行\t120.12\t30.27\t城区\r\n';
    expect(sitesOf(cellsOf(text))).toEqual([
      {
        name: '文三支行',
        address: '杭州市西湖区文三路1号',
        longitude: 120.12,
        latitude: 30.27,
        placeIssue: null,
        groupName: '城区',
      },
    ]);
  });

  it('are read without a heading, by comma, with a number in front, from addresses alone', () => {
    expect(sitesOf(cellsOf('文三支行,文三路1号\n武林支行，武林路2号'))).toMatchObject([
      { name: '文三支行', address: '文三路1号' },
      { name: '武林支行', address: '武林路2号' },
    ]);
    expect(sitesOf(cellsOf('1\t甲\t甲路1号\t30.2\t120.1\n2\t乙\t乙路2号\t30.3\t120.2'))).toMatchObject([
      { name: '甲', latitude: 30.2, longitude: 120.1 },
      { name: '乙', latitude: 30.3, longitude: 120.2 },
    ]);
    expect(sitesOf(cellsOf('杭州市西湖区文三路1号\n\n宁波市海曙区中山东路8号\n'))).toMatchObject([
      { name: '杭州市西湖区文三路1号', address: '杭州市西湖区文三路1号' },
      { address: '宁波市海曙区中山东路8号' },
    ]);
    expect(sitesOf(cellsOf('name,address\n"West, branch","1 ""High"" St\nTown"'))).toMatchObject([
      { name: 'West, branch', address: '1 "High" St Town' },
    ]);
    expect(sitesOf(cellsOf(' \n\t\t\n'))).toEqual([]);
  });

  it('tell 0,0 and coordinates the wrong way round', () => {
    expect(placeOf(0, 0)).toEqual({ latitude: null, longitude: null, placeIssue: 'zero' });
    expect(placeOf(120.1, 30.2)).toEqual({ latitude: 30.2, longitude: 120.1, placeIssue: 'swapped' });
    expect(placeOf(40.1, 116.2)).toMatchObject({ placeIssue: null });
    expect(placeOf(-33.9, 151.2)).toEqual({ latitude: -33.9, longitude: 151.2, placeIssue: null });
    expect(placeOf(100, 200)).toMatchObject({ latitude: null, placeIssue: 'outside' });
    expect(placeOf(null, 3)).toMatchObject({ placeIssue: null });
  });

  it('are known again', () => {
    const sites = sitesOf(
      cellsOf('名称,地址\n文三支行,杭州市文三路1号\n文三（支行）,杭州市 文三路 1号\n武林支行,武林路2号'),
    );
    expect(duplicatesOf(sites)).toEqual([false, true, false]);
    expect(duplicatesOf(sites, [{ name: '武林', address: '武林路2号' }])).toEqual([false, true, true]);
    const known = [
      { branchId: 'a', placeId: null, names: ['杭城商业银行股份有限公司文三支行', '文三'], address: null },
      { branchId: 'b', placeId: 'p', names: ['武林网点'], address: '武林路2号' },
    ];
    expect(sites.map((site) => matchOf(site, known)?.branchId)).toEqual(['a', 'a', 'b']);
  });
});
