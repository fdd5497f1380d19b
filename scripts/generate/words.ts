import { searchText } from '~/core/pinyin.server';
import { citiesOf, provinces } from '~/features/accounts/regions';
import { seatOf } from '~/features/accounts/regions-seats';

/** A piece of a name with its reading, so that a million names need no dictionary. */
export type Word = { text: string; pinyin: string; initials: string };

const word = (text: string, person = false): Word => {
  const { pinyin, initials } = searchText({ name: text, person });
  return { text, pinyin, initials };
};
const product = (first: string, second: string) => [...first].flatMap((a) => [...second].map((b) => word(a + b)));

export const cities = provinces
  .flatMap(({ code }) => citiesOf(code))
  .flatMap((region) => {
    const seat = seatOf(region.code);
    return seat ? [{ ...word(region.zh.replace(/[市州盟]$/, '')), region, seat }] : [];
  });
export const brands = product(
  '恒瀚启泽岚铭昱骏朗沐砺璟翊熠峤淳霁珩筠皓辰睿嘉和盛',
  '岳澄舟野衡屿穹岑禾桥越阔序陆津墨源通达兴',
);
export const trades =
  '精密机械 汽车零部件 电子材料 纺织科技 智能装备 新材料 医疗器械 食品 家居用品 模具 线缆 供应链管理 冷链物流 国际货运 仓储物流 城际配送 新能源 光伏电力 综合能源 燃气 水务 热力 矿业 港务 远洋渔业 沿海航运 连锁超市 便利店 医药连锁 餐饮管理 酒店管理 软件技术 数据服务 网络科技 信息安全 人工智能 职业学院 医院 农商行 融媒体'
    .split(' ')
    .map((text) => word(text));
export const endings = ['有限公司', '股份有限公司', '集团有限公司', '有限责任公司'].map((text) => word(text));
export const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔',
].map((text) => word(text, true));
export const given =
  '建国 国强 志明 伟 军 勇 涛 磊 斌 浩然 俊杰 子轩 海波 立新 文斌 振华 晓东 永康 宏伟 嘉豪 宇航 一鸣 剑锋 少华 鹏飞 启明 泽宇 学文 秀英 丽 敏 静 艳 娟 晓燕 雪梅 海燕 玉兰 佳怡 欣怡 梓涵 思琪 婷婷 慧 雅琴 春华 红霞 若曦 雨桐 晨曦 文静 淑芬 月娥 嘉宁 可欣 美玲'
    .split(' ')
    .map((text) => word(text));
export const deals =
  '互联网专线扩容 SD-WAN组网 MPLS专网续约 5G专网一期 物联网卡采购 IDC机柜托管 业务系统上云 抗DDoS防护 云呼叫中心 视频监控补点 Ka卫星宽带 转发器带宽租用 上行站托管 海事终端 应急通信车 系统集成 网络代维'
    .split(' ')
    .map((text) => word(text));

/** The same as `searchText` of the whole, put together from its pieces. */
export function joined(parts: Word[], extra: string[] = []) {
  let text = '';
  let pinyin = '';
  let initials = '';
  for (const part of parts) {
    text += part.text;
    pinyin += part.pinyin;
    initials += part.initials;
  }
  const pieces = pairs(text);
  const words = [text.toLowerCase(), pinyin, initials, ...extra, ...pieces].filter(Boolean);
  return { text, pinyin, initials, search: ` ${words.join(' ')}` };
}

const isHan = (code: number) => code >= 0x4e00 && code <= 0x9fff;

/** The pairs of Han characters and the last one of each run, as `searchText` adds them. */
function pairs(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    if (!isHan(text.charCodeAt(at))) continue;
    const piece = isHan(text.charCodeAt(at + 1)) ? text.slice(at, at + 2) : text[at]!;
    if (!found.includes(piece)) found.push(piece);
  }
  return found;
}
