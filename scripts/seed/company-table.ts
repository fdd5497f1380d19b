import type { Role, UnitKind } from '~/features/people/rules';

export type Member = {
  roles: Role[];
  title: string;
  name?: string;
  /** The sign-in `key@demo.test`; the leaver has none. */
  key?:
    | 'admin'
    | 'hq'
    | 'director'
    | 'lead'
    | 'manager'
    | 'manager.gd'
    | 'trainer'
    | 'product'
    | 'product.hq'
    | 'service'
    | 'employee'
    | 'partner'
    | 'leaver';
};
/** `region` is the division its customers lie in. */
export type Unit = { name: string; kind: UnitKind; region: string; members?: Member[]; units?: Unit[] };
export type Branch = { code: string; name: string; root: Unit };

const director = (name?: string, key?: Member['key']): Member => ({
  roles: ['sales_director'],
  title: '政企销售总监',
  name,
  key,
});
const lead = (name?: string, key?: Member['key']): Member => ({
  roles: key ? ['team_lead', 'account_manager'] : ['team_lead'],
  title: '部门经理',
  name,
  key,
});
const manager = (name?: string, key?: Member['key']): Member => ({
  roles: ['account_manager'],
  title: key === 'manager' ? '高级客户经理' : '客户经理',
  name,
  key,
});
const managers = (count: number) => Array.from({ length: count }, () => manager());
const staff = (role: Role, title: string, name?: string, key?: Member['key']): Member => ({
  roles: [role],
  title,
  name,
  key,
});

const team = (name: string, region: string, ...members: Member[]): Unit => ({ name, kind: 'team', region, members });
const city = (name: string, region: string, ...units: Unit[]): Unit => ({ name, kind: 'city', region, units });
const department = (name: string, ...members: Member[]): Unit => ({ name, kind: 'department', region: '', members });
const province = (name: string, region: string, head: Member, ...units: Unit[]): Unit => ({
  name,
  kind: 'province',
  region,
  members: [head],
  units,
});

export const headquarters: Branch = {
  code: 'hq',
  name: '集团总部',
  root: {
    name: '集团总部',
    kind: 'group',
    region: '110000',
    members: [staff('admin', '系统管理员', '苏文静', 'admin'), director('梁振华', 'hq')],
    units: [
      department(
        '产品与解决方案部',
        staff('product_manager', '产品总监', undefined, 'product.hq'),
        staff('trainer', '培训主管'),
      ),
    ],
  },
};

export const branches: readonly Branch[] = [
  {
    code: 'zj',
    name: '浙江公司',
    root: province(
      '浙江公司',
      '330000',
      director('顾立新', 'director'),
      city(
        '杭州分公司',
        '330100',
        team(
          '政企一部',
          '330100',
          lead('陈志明', 'lead'),
          manager('林晓燕', 'manager'),
          manager('周海波', 'leaver'),
          ...managers(5),
        ),
        team('政企二部', '330100', lead(), ...managers(4)),
      ),
      city('宁波分公司', '330200', team('行业客户部', '330200', lead(), ...managers(3))),
      city('舟山分公司', '330900', team('海洋客户部', '330900', lead(), ...managers(2))),
      department(
        '客户服务中心',
        staff('service_agent', '客服主管', '吴淑芬', 'service'),
        staff('service_agent', '客服代表'),
      ),
      department(
        '人力与培训部',
        staff('trainer', '培训师', '谢学文', 'trainer'),
        staff('employee', '薪酬专员', '邓佳怡', 'employee'),
      ),
      department(
        '产品支撑部',
        staff('product_manager', '产品经理', '傅启明', 'product'),
        staff('employee', '方案工程师'),
      ),
      department('渠道合作部', staff('partner_agent', '签约代理商', '段永康', 'partner')),
    ),
  },
  {
    code: 'gd',
    name: '广东公司',
    root: province(
      '广东公司',
      '440000',
      director(),
      city('广州分公司', '440100', team('政企一部', '440100', lead(), manager('黎嘉豪', 'manager.gd'), ...managers(3))),
      city('深圳分公司', '440300', team('科技客户部', '440300', lead(), ...managers(2))),
      department('客户服务中心', staff('service_agent', '客服主管')),
    ),
  },
  {
    code: 'sc',
    name: '四川公司',
    root: province(
      '四川公司',
      '510000',
      director(),
      city('成都分公司', '510100', team('政企一部', '510100', lead(), ...managers(3))),
    ),
  },
  {
    code: 'js',
    name: '江苏公司',
    root: province(
      '江苏公司',
      '320000',
      director(),
      city('南京分公司', '320100', team('政企一部', '320100', lead(), ...managers(2))),
      city('苏州分公司', '320500', team('工业客户部', '320500', lead(), ...managers(2))),
    ),
  },
  {
    code: 'xj',
    name: '新疆公司',
    root: province(
      '新疆公司',
      '650000',
      director(),
      city('乌鲁木齐分公司', '650100', team('政企一部', '650100', lead(), ...managers(1))),
      city('巴州分公司', '652800', team('能源客户部', '652800', lead(), ...managers(1))),
    ),
  },
  {
    code: 'hi',
    name: '海南公司',
    root: province(
      '海南公司',
      '460000',
      director(),
      city('海口分公司', '460100', team('政企一部', '460100', lead(), ...managers(2))),
      city('三亚分公司', '460200', team('海洋客户部', '460200', ...managers(1))),
    ),
  },
];
