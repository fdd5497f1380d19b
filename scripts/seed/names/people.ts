import { searchText } from '~/core/pinyin.server';
import { between, chance, pick, type Random, weighted } from '../random';
import type { OrganisationKind } from './organisation-kinds';

/** `surname` is the name one is called by: the given name where there is no family name. */
export type InventedPerson = { name: string; sex: 'female' | 'male'; surname: string };

/** Share of the population in per mille, roughly by the 2020 name report; the rare ones test polyphonic readings. */
const surnames =
  `王72 李71 张67 刘51 陈46 杨32 赵27 黄24 周21 吴20 徐17 孙16 胡14 朱14 高13 林13 何13 郭12 马12 罗11 梁10 宋9 郑9 谢8 韩8 唐8 冯8 于7 董7 萧5 程6 曹6 袁6 邓6 许6 傅5 沈6 曾6 彭6 吕5 苏5 卢5 蒋5 蔡5 贾4 丁5 魏5 薛4 叶5 阎3 余4
潘4 杜4 戴3 夏3 钟4 汪4 田4 任4 姜4 范4 方4 石3 姚3 谭3 廖3 邹3 熊3 金3 陆3 郝3 孔2 白2 崔3 康2 毛2 邱2 秦2 江2 史2 顾2 侯2 邵2 孟2 龙2 万2 段2 俞2 章2 鲁1 葛1 毕1 单1 仇1 解1 区0.5 查0.5 盖0.3 欧阳2 诸葛0.6 上官0.5 司马0.4 尉迟0.3`
    .split(/\s/)
    .map((entry): [string, number] => [entry.replace(/[\d.]+/, ''), Number.parseFloat(entry.replace(/^\D+/, ''))]);

const male = [
  '建国',
  '国强',
  '志明',
  '伟',
  '军',
  '勇',
  '涛',
  '磊',
  '斌',
  '浩然',
  '俊杰',
  '子轩',
  '海波',
  '立新',
  '文斌',
  '振华',
  '晓东',
  '永康',
  '宏伟',
  '嘉豪',
  '宇航',
  '一鸣',
  '剑锋',
  '少华',
  '鹏飞',
  '启明',
  '泽宇',
  '学文',
  '景行',
  '庆丰',
  '承志',
  '正阳',
];
const female = [
  '秀英',
  '丽',
  '敏',
  '静',
  '艳',
  '娟',
  '晓燕',
  '雪梅',
  '海燕',
  '玉兰',
  '佳怡',
  '欣怡',
  '梓涵',
  '思琪',
  '婷婷',
  '慧',
  '雅琴',
  '春华',
  '红霞',
  '若曦',
  '雨桐',
  '晨曦',
  '文静',
  '淑芬',
  '月娥',
  '嘉宁',
  '可欣',
  '依诺',
  '美玲',
  '瑞雪',
  '芸',
  '舒窈',
];
const uyghur = {
  male: ['艾尔肯', '买买提', '吐尔逊', '阿不都热合曼', '库尔班', '玉素甫'],
  female: ['阿依古丽', '古丽娜尔', '帕提古丽', '热依汗'],
};
const tibetan = {
  male: ['扎西次仁', '多吉', '旦增平措', '次旺罗布'],
  female: ['卓玛', '央金', '德吉白珍', '次仁拉姆'],
};

/** Half the people of Xinjiang and Xizang bear Uyghur and Tibetan names, with the middle dot. */
export function makePerson(random: Random, regionCode = ''): InventedPerson {
  const sex = chance(random, 0.46) ? 'female' : 'male';
  const local = chance(random, 0.5) ? regionCode.slice(0, 2) : '';
  if (local === '65') {
    const given = pick(random, uyghur[sex]);
    return { name: `${given}·${pick(random, uyghur.male)}`, sex, surname: given };
  }
  if (local === '54') {
    const name = pick(random, tibetan[sex]);
    return { name, sex, surname: name };
  }
  const surname = weighted(random, surnames);
  return { name: surname + pick(random, sex === 'male' ? male : female), sex, surname };
}

/** As one is spoken of in a note: 陈科长, 王处, 李总. */
export function spokenOf(person: InventedPerson, title: string): string {
  const short = [
    [/董事长|总经理|总监|总裁/, '总'],
    [/局长|院长|校长|行长|台长|所长|科长|处长|部长|厂长|矿长|园长|组长/, ''],
    [/主任/, '主任'],
    [/经理|主管/, '经理'],
    [/工程师|架构师/, '工'],
  ] as const;
  const found = short.find(([pattern]) => pattern.test(title));
  if (!found) return person.surname + (person.sex === 'female' ? '女士' : '先生');
  if (found[1] === '工' && person.surname.length > 2) return `${person.surname}工程师`;
  return person.surname + (found[1] || (found[0].exec(title)?.[0] ?? ''));
}

type Job = {
  title: string;
  department: string;
  buyingRole: 'decision_maker' | 'influencer' | 'technical_evaluator' | 'user' | 'gatekeeper';
};

const job = (department: string, title: string, buyingRole: Job['buyingRole']): Job => ({
  title,
  department,
  buyingRole,
});

const companyJobs = [
  job('总经理室', '总经理', 'decision_maker'),
  job('总经理室', '分管副总经理', 'decision_maker'),
  job('信息技术部', '信息总监', 'influencer'),
  job('信息技术部', 'IT经理', 'technical_evaluator'),
  job('信息技术部', '网络工程师', 'technical_evaluator'),
  job('采购部', '采购经理', 'gatekeeper'),
  job('财务部', '财务总监', 'influencer'),
  job('行政部', '行政主管', 'gatekeeper'),
  job('运营部', '运营经理', 'user'),
];
const governmentJobs = [
  job('局领导', '局长', 'decision_maker'),
  job('局领导', '分管副局长', 'decision_maker'),
  job('信息中心', '信息中心主任', 'influencer'),
  job('信息中心', '网络安全科科长', 'technical_evaluator'),
  job('办公室', '办公室主任', 'gatekeeper'),
  job('规划财务科', '财务科科长', 'influencer'),
  job('业务科', '业务科科长', 'user'),
  job('采购中心', '采购专员', 'gatekeeper'),
];
const like = (jobs: Job[], words: Record<string, string>): Job[] =>
  jobs.map((one) => {
    const swap = (text: string) => Object.entries(words).reduce((at, [from, to]) => at.replaceAll(from, to), text);
    return { ...one, title: swap(one.title), department: swap(one.department) };
  });

/** The jobs that matter for a sale, top first; companies are the rule. */
export function jobsAt(kind: OrganisationKind): readonly Job[] {
  if (kind === 'government') return governmentJobs;
  if (kind === 'hospital')
    return like(governmentJobs, { 局领导: '院领导', 局长: '院长', 信息中心: '信息科', 业务科: '医务科' });
  if (kind === 'university')
    return like(governmentJobs, {
      局领导: '校领导',
      局长: '校长',
      信息中心: '信息化办公室',
      业务科科长: '教务处处长',
      业务科: '教务处',
    });
  if (kind === 'school')
    return like(governmentJobs, {
      局领导: '校领导',
      局长: '校长',
      信息中心: '电教中心',
      业务科科长: '教务处处长',
      业务科: '教务处',
    });
  if (kind === 'media')
    return like(governmentJobs, { 局领导: '台领导', 局长: '台长', 信息中心: '技术中心', 业务科: '制播科' });
  if (kind === 'bank')
    return like(companyJobs, { 总经理室: '行领导', 分管副总经理: '分管副行长', 总经理: '行长', 信息技术部: '科技部' });
  if (kind === 'mining') return like(companyJobs, { 运营经理: '调度室主任', 运营部: '调度室' });
  return companyJobs;
}

/** Mobile numbers from ranges that no operator has been given, so that the demo can ring nobody. */
export function makeMobile(random: Random): string {
  return pick(random, ['154', '161', '164', '168']) + String(between(random, 0, 99_999_999)).padStart(8, '0');
}

const areaCodes: Record<string, string> = {
  '11': '010',
  '31': '021',
  '3301': '0571',
  '3302': '0574',
  '3303': '0577',
  '3304': '0573',
  '3305': '0572',
  '3306': '0575',
  '3307': '0579',
  '3308': '0570',
  '3309': '0580',
  '3310': '0576',
  '3311': '0578',
  '4401': '020',
  '4403': '0755',
  '5101': '028',
  '4601': '0898',
  '4602': '0898',
  '4603': '0898',
  '6201': '0931',
  '6209': '0937',
  '6501': '0991',
  '6531': '0998',
  '3201': '025',
  '4201': '027',
  '6101': '029',
  '50': '023',
  '12': '022',
};

/** A switchboard of the town, where its area code is known here, else a mobile number. */
export function makeLandline(random: Random, regionCode: string): string {
  const area = areaCodes[regionCode.slice(0, 4)] ?? areaCodes[regionCode.slice(0, 2)];
  if (!area) return makeMobile(random);
  const number = `${area}-${between(random, 5550, 5559)}${String(between(random, 0, 9999)).padStart(4, '0')}`;
  return chance(random, 0.3) ? `${number}-${between(random, 8001, 8999)}` : number;
}

/** Under `.example`, which no mail server accepts. */
export function makeEmail(random: Random, person: InventedPerson, organisationShortName: string): string {
  const read = searchText({ name: person.name, person: true });
  const local = chance(random, 0.6) ? read.pinyin : read.initials + between(random, 1, 99);
  return `${local}@${searchText({ name: organisationShortName }).initials}.example`;
}
