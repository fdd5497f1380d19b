import type { AccountKind } from '~/features/accounts/rules';

export type KindSpec = {
  /** Full name and short name; 市 full city, 城 short city, 省 province, 区 invented district, 号 brand, 业 trade. */
  names: readonly (readonly [full: string, short: string])[];
  trades: readonly string[];
  industries: readonly string[];
  accountKinds: readonly (readonly [AccountKind, number])[];
  headcount: readonly [low: number, high: number];
};

const company = [
  ['private', 7],
  ['state_owned', 2],
  ['foreign', 1],
] as const;
const publicOnly = [['public_institution', 1]] as const;
const stateMostly = [
  ['state_owned', 4],
  ['private', 1],
] as const;

export const organisationKinds = {
  bank: {
    names: [
      ['{城}{号}农村商业银行股份有限公司', '{号}农商行'],
      ['{城}{号}村镇银行有限责任公司', '{号}村镇银行'],
      ['{省}{号}银行股份有限公司{城}分行', '{号}银行{城}分行'],
    ],
    trades: ['银行'],
    industries: ['66'],
    accountKinds: stateMostly,
    headcount: [120, 2600],
  },
  government: {
    names: [
      ['{市}{区}区{业}', '{区}区{业}'],
      ['{市}{区}县{业}', '{区}县{业}'],
    ],
    trades: [
      '应急管理局',
      '教育局',
      '卫生健康局',
      '公安局',
      '自然资源和规划局',
      '水利局',
      '大数据发展管理局',
      '市场监督管理局',
      '交通运输局',
      '气象局',
      '农业农村局',
      '政务服务中心',
      '经济开发区管理委员会',
    ],
    industries: ['92'],
    accountKinds: [['government', 1]],
    headcount: [40, 800],
  },
  hospital: {
    names: [
      ['{市}{区}区人民医院', '{区}区人民医院'],
      ['{市}{区}区{业}', '{区}{业}'],
      ['{城}{号}医院', '{号}医院'],
    ],
    trades: ['妇幼保健院', '中医院', '疾病预防控制中心', '第二医院', '康复医院'],
    industries: ['84'],
    accountKinds: publicOnly,
    headcount: [180, 3200],
  },
  university: {
    names: [['{省}{区}{业}', '{区}{业}']],
    trades: ['大学', '理工学院', '职业技术学院', '师范学院', '海洋学院', '医药高等专科学校'],
    industries: ['83', '73'],
    accountKinds: publicOnly,
    headcount: [400, 3600],
  },
  school: {
    names: [
      ['{市}{区}{业}', '{区}{业}'],
      ['{城}{号}{业}', '{号}{业}'],
    ],
    trades: ['实验中学', '外国语学校', '高级中学', '第一小学', '九年一贯制学校', '中等职业学校'],
    industries: ['83'],
    accountKinds: publicOnly,
    headcount: [60, 420],
  },
  factory: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{号}{业}股份有限公司', '{号}{业}'],
      ['{城}{区}{号}{业}有限公司', '{号}{业}'],
    ],
    trades: [
      '精密机械',
      '汽车零部件',
      '电子材料',
      '纺织科技',
      '智能装备',
      '新材料',
      '医疗器械',
      '食品',
      '家居用品',
      '模具',
      '线缆',
    ],
    industries: ['34', '35', '36', '38', '39', '17', '14', '27', '33'],
    accountKinds: company,
    headcount: [80, 4200],
  },
  logistics: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{号}{业}集团有限公司', '{号}{业}'],
    ],
    trades: ['供应链管理', '冷链物流', '国际货运', '仓储物流', '城际配送', '危化品运输'],
    industries: ['54', '58', '59', '60'],
    accountKinds: company,
    headcount: [60, 2400],
  },
  energy: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{号}{业}有限责任公司{城}分公司', '{号}{业}{城}分公司'],
    ],
    trades: ['新能源发电', '风力发电', '光伏电力', '综合能源', '燃气', '水务', '热力', '配电网'],
    industries: ['44', '45', '46'],
    accountKinds: stateMostly,
    headcount: [50, 1800],
  },
  mining: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{区}{业}有限责任公司', '{区}{业}'],
    ],
    trades: ['矿业', '煤业', '有色矿山', '石灰石矿', '盐化', '油气技术服务'],
    industries: ['06', '07', '08', '09', '10', '11'],
    accountKinds: stateMostly,
    headcount: [120, 5200],
  },
  port: {
    names: [
      ['{城}{区}{业}有限公司', '{区}{业}'],
      ['{城}{号}{业}有限公司', '{号}{业}'],
    ],
    trades: ['港务', '集装箱码头', '散货码头', '港口物流', '引航服务'],
    industries: ['55', '59'],
    accountKinds: stateMostly,
    headcount: [120, 2600],
  },
  shipping: {
    names: [['{城}{号}{业}有限公司', '{号}{业}']],
    trades: ['远洋渔业', '沿海航运', '海上工程', '船舶管理', '海洋旅游'],
    industries: ['55', '04'],
    accountKinds: company,
    headcount: [60, 900],
  },
  retail: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{号}{业}集团有限公司', '{号}{业}'],
    ],
    trades: ['连锁超市', '便利店', '百货', '医药连锁', '餐饮管理', '酒店管理', '家电商贸'],
    industries: ['52', '51', '61', '62'],
    accountKinds: company,
    headcount: [90, 3800],
  },
  tech_park: {
    names: [['{城}{区}{业}管理有限公司', '{区}{业}']],
    trades: ['科技园', '软件园', '数字产业园', '生命健康园', '物联网小镇', '跨境电商园'],
    industries: ['72', '70', '78'],
    accountKinds: [
      ['state_owned', 3],
      ['private', 1],
    ],
    headcount: [30, 260],
  },
  media: {
    names: [
      ['{市}{区}区融媒体中心', '{区}融媒体中心'],
      ['{市}{区}广播电视台', '{区}广播电视台'],
    ],
    trades: ['融媒体中心'],
    industries: ['86', '87'],
    accountKinds: publicOnly,
    headcount: [40, 500],
  },
  software: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{号}（{城}）{业}有限公司', '{号}{业}'],
    ],
    trades: ['软件技术', '数据服务', '网络科技', '信息安全技术', '人工智能科技', '云游戏'],
    industries: ['64', '65'],
    accountKinds: company,
    headcount: [40, 1600],
  },
} as const satisfies Record<string, KindSpec>;

export type OrganisationKind = keyof typeof organisationKinds;
