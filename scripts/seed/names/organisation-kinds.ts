import type { AccountKind } from '~/features/accounts/rules';

export type KindSpec = {
  /** Full name and short name; 市 full city, 城 short city, 省 province, 区 invented district, 号 brand, 业 trade. */
  names: readonly (readonly [full: string, short: string])[];
  /** With the industries (GB/T 4754) each may be. */
  trades: Record<string, readonly string[]>;
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
    trades: { 银行: ['66'] },
    accountKinds: stateMostly,
    headcount: [120, 2600],
  },
  government: {
    names: [
      ['{市}{区}区{业}', '{区}区{业}'],
      ['{市}{区}县{业}', '{区}县{业}'],
    ],
    trades: {
      应急管理局: ['92'],
      教育局: ['92'],
      卫生健康局: ['92'],
      公安局: ['92'],
      自然资源和规划局: ['92'],
      水利局: ['92'],
      大数据发展管理局: ['92'],
      市场监督管理局: ['92'],
      交通运输局: ['92'],
      气象局: ['92'],
      农业农村局: ['92'],
      政务服务中心: ['92'],
      经济开发区管理委员会: ['92'],
    },
    accountKinds: [['government', 1]],
    headcount: [40, 800],
  },
  hospital: {
    names: [
      ['{市}{区}区人民医院', '{区}区人民医院'],
      ['{市}{区}区{业}', '{区}{业}'],
      ['{城}{号}医院', '{号}医院'],
    ],
    trades: { 妇幼保健院: ['84'], 中医院: ['84'], 疾病预防控制中心: ['84'], 第二医院: ['84'], 康复医院: ['84'] },
    accountKinds: publicOnly,
    headcount: [180, 3200],
  },
  university: {
    names: [['{省}{区}{业}', '{区}{业}']],
    trades: {
      大学: ['83'],
      理工学院: ['83'],
      职业技术学院: ['83'],
      师范学院: ['83'],
      海洋学院: ['83'],
      医药高等专科学校: ['83'],
    },
    accountKinds: publicOnly,
    headcount: [400, 3600],
  },
  school: {
    names: [
      ['{市}{区}{业}', '{区}{业}'],
      ['{城}{号}{业}', '{号}{业}'],
    ],
    trades: {
      实验中学: ['83'],
      外国语学校: ['83'],
      高级中学: ['83'],
      第一小学: ['83'],
      九年一贯制学校: ['83'],
      中等职业学校: ['83'],
    },
    accountKinds: publicOnly,
    headcount: [60, 420],
  },
  factory: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{号}{业}股份有限公司', '{号}{业}'],
      ['{城}{区}{号}{业}有限公司', '{号}{业}'],
    ],
    trades: {
      精密机械: ['34'],
      汽车零部件: ['36'],
      电子材料: ['39'],
      纺织科技: ['17'],
      智能装备: ['34', '35'],
      新材料: ['26', '30'],
      医疗器械: ['35'],
      食品: ['14'],
      家居用品: ['21'],
      模具: ['35'],
      线缆: ['38'],
    },
    accountKinds: company,
    headcount: [80, 4200],
  },
  logistics: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{号}{业}集团有限公司', '{号}{业}'],
    ],
    trades: {
      供应链管理: ['72'],
      冷链物流: ['59'],
      国际货运: ['58'],
      仓储物流: ['59'],
      城际配送: ['54'],
      危化品运输: ['54'],
    },
    accountKinds: company,
    headcount: [60, 2400],
  },
  energy: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{号}{业}有限责任公司{城}分公司', '{号}{业}{城}分公司'],
    ],
    trades: {
      新能源发电: ['44'],
      风力发电: ['44'],
      光伏电力: ['44'],
      综合能源: ['44'],
      燃气: ['45'],
      水务: ['46'],
      热力: ['44'],
      配电网: ['44'],
    },
    accountKinds: stateMostly,
    headcount: [50, 1800],
  },
  mining: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{区}{业}有限责任公司', '{区}{业}'],
    ],
    trades: {
      矿业: ['08', '09', '10'],
      煤业: ['06'],
      有色矿山: ['09'],
      石灰石矿: ['10'],
      盐化: ['10'],
      油气技术服务: ['11'],
    },
    accountKinds: stateMostly,
    headcount: [120, 5200],
  },
  port: {
    names: [
      ['{城}{区}{业}有限公司', '{区}{业}'],
      ['{城}{号}{业}有限公司', '{号}{业}'],
    ],
    trades: {
      港务: ['55'],
      集装箱码头: ['55'],
      散货码头: ['55'],
      港口物流: ['59'],
      引航服务: ['55'],
    },
    accountKinds: stateMostly,
    headcount: [120, 2600],
  },
  shipping: {
    names: [['{城}{号}{业}有限公司', '{号}{业}']],
    trades: {
      远洋渔业: ['04'],
      沿海航运: ['55'],
      海上工程: ['48'],
      船舶管理: ['55'],
      海洋旅游: ['72'],
    },
    accountKinds: company,
    headcount: [60, 900],
  },
  retail: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{省}{号}{业}集团有限公司', '{号}{业}'],
    ],
    trades: {
      连锁超市: ['52'],
      便利店: ['52'],
      百货: ['52'],
      医药连锁: ['52'],
      餐饮管理: ['62'],
      酒店管理: ['61'],
      家电商贸: ['51'],
    },
    accountKinds: company,
    headcount: [90, 3800],
  },
  tech_park: {
    names: [['{城}{区}{业}管理有限公司', '{区}{业}']],
    trades: {
      科技园: ['72'],
      软件园: ['72'],
      数字产业园: ['72'],
      生命健康园: ['72'],
      物联网小镇: ['72'],
      跨境电商园: ['72'],
    },
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
    trades: { 融媒体中心: ['87'] },
    accountKinds: publicOnly,
    headcount: [40, 500],
  },
  software: {
    names: [
      ['{城}{号}{业}有限公司', '{号}{业}'],
      ['{号}（{城}）{业}有限公司', '{号}{业}'],
    ],
    trades: {
      软件技术: ['65'],
      数据服务: ['64', '65'],
      网络科技: ['64'],
      信息安全技术: ['65'],
      人工智能科技: ['65'],
      云游戏: ['64'],
    },
    accountKinds: company,
    headcount: [40, 1600],
  },
} as const satisfies Record<string, KindSpec>;

export type OrganisationKind = keyof typeof organisationKinds;
