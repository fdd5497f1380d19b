import type { ProductLine } from '~/features/offerings/rules';
import type { CloseReason } from '~/features/opportunities/rules';
import type { NeedKind } from '~/features/visits/rules';
import { between, fill, gauss, pick, type Random } from '../random';

type Product = {
  line: ProductLine;
  /** 客 the customer's short name, 数 a number of sites or cards, 年 a year. */
  titles: readonly string[];
  /** Usual contract value in 万元, low and high. */
  wan: readonly [low: number, high: number];
  needs: readonly (readonly [NeedKind, need: string, evidence: string])[];
};

export const products = {
  dedicated_internet: {
    line: 'internet',
    titles: ['{客}互联网专线扩容', '{客}总部500M互联网专线', '{客}双出口互联网专线改造', '{客}{数}个网点互联网专线'],
    wan: [6, 90],
    needs: [
      ['explicit', '办公出口带宽不足，需由200M扩到500M', '近三个月忙时利用率长期超过85%'],
      ['latent', '单线接入没有备份', '去年光缆被挖断后停网六小时，未做整改'],
    ],
  },
  sd_wan: {
    line: 'private_line',
    titles: ['{客}{数}个分支SD-WAN组网', '{客}门店SD-WAN替换VPN', '{客}多云SD-WAN互联'],
    wan: [15, 260],
    needs: [
      ['explicit', '新开门店要一周内上网', '今年计划新开门店，现有专线开通要四周'],
      ['latent', '分支上网策略无法统一管理', '各地自购宽带，总部看不到流量'],
    ],
  },
  mpls_vpn: {
    line: 'private_line',
    titles: ['{客}省内MPLS VPN组网', '{客}纵向专网{年}年续约', '{客}{数}点MPLS专网扩容'],
    wan: [30, 480],
    needs: [
      ['explicit', '纵向专网要求时延低于20毫秒', '上级单位下发的联网规范'],
      ['latent', '旧SDH电路即将退网', '清单中仍有2M电路在用'],
    ],
  },
  iot_cards: {
    line: 'iot',
    titles: ['{客}{数}00张物联网卡', '{客}车载终端物联网连接', '{客}智能表计NB-IoT卡采购'],
    wan: [4, 120],
    needs: [
      ['explicit', '车载终端换卡并统一管理流量池', '原有卡流量超支，月底停机'],
      ['latent', '设备联网后需要定向流量与机卡绑定', '发现有卡被挪用到手机上'],
    ],
  },
  private_5g: {
    line: 'mobile',
    titles: ['{客}5G专网一期', '{客}厂区5G全连接工厂', '{客}5G专网与AGV调度改造'],
    wan: [80, 1800],
    needs: [
      ['explicit', 'AGV调度需要稳定的无线网络', '现有Wi-Fi漫游时AGV每班停机多次'],
      ['latent', '数据不出园区的合规要求', '集团下发的数据安全管理办法'],
    ],
  },
  idc: {
    line: 'cloud',
    titles: ['{客}IDC机柜托管', '{客}灾备机房{数}个机柜租用', '{客}机房搬迁与托管'],
    wan: [20, 600],
    needs: [
      ['explicit', '自建机房电力不足，需要外托机柜', '机房UPS已满载'],
      ['latent', '没有异地灾备', '等保测评报告把灾备列为整改项'],
    ],
  },
  cloud: {
    line: 'cloud',
    titles: ['{客}业务系统上云', '{客}政务云资源{年}年扩容', '{客}私有云建设', '{客}云桌面{数}0个终端'],
    wan: [15, 900],
    needs: [
      ['explicit', '核心系统服务器到期，评估上云', '服务器已过保两年'],
      ['latent', '云费用没有分账', '财务反映各部门用量说不清'],
    ],
  },
  ddos: {
    line: 'security',
    titles: ['{客}抗DDoS防护服务', '{客}云WAF与流量清洗', '{客}等保三级安全加固'],
    wan: [5, 80],
    needs: [
      ['explicit', '官网遭攻击，需要流量清洗', '上月报名系统被打瘫四十分钟'],
      ['latent', '等保复测临近', '证书明年到期，整改项未关闭'],
    ],
  },
  call_centre: {
    line: 'voice',
    titles: ['{客}云呼叫中心{数}席', '{客}服务热线升级', '{客}95/400号码与录音'],
    wan: [8, 160],
    needs: [
      ['explicit', '热线接通率低，要扩座席', '上季度接通率只有七成'],
      ['latent', '录音存不满规定期限', '主管部门检查要求保存一年'],
    ],
  },
  video: {
    line: 'video',
    titles: ['{客}视频监控云存储', '{客}{数}路视频监控补点', '{客}明厨亮灶视频接入'],
    wan: [10, 420],
    needs: [
      ['explicit', '周界监控补点并保存90天', '安全检查通报了监控盲区'],
      ['latent', '视频分散在多个平台', '调看录像要到现场拷贝'],
    ],
  },
  ka_broadband: {
    line: 'satellite',
    titles: ['{客}Ka宽带{数}个站点', '{客}偏远站点卫星宽带', '{客}野外作业Ka便携站'],
    wan: [12, 320],
    needs: [
      ['explicit', '无光缆的站点要通宽带', '作业点距最近的光交四十公里'],
      ['latent', '地面链路断了以后没有备份', '汛期断缆三天，只能靠对讲机'],
    ],
  },
  transponder: {
    line: 'satellite',
    titles: ['{客}Ku转发器带宽租用', '{客}赛事转播临时卫星带宽', '{客}{年}年转发器带宽续租'],
    wan: [60, 1500],
    needs: [
      ['explicit', '转播期间要9MHz临时带宽', '赛事日程已经公布'],
      ['latent', '备星方案缺失', '主星故障时没有应急预案'],
    ],
  },
  teleport: {
    line: 'satellite',
    titles: ['{客}上行站设备托管', '{客}地球站代运维', '{客}主站机房与天线托管'],
    wan: [40, 700],
    needs: [
      ['explicit', '自有上行站值守人员不足', '两名值班员明年退休'],
      ['latent', '上行设备没有备件', '功放故障时停播过一次'],
    ],
  },
  maritime: {
    line: 'satellite',
    titles: ['{客}{数}条船海事卫星终端', '{客}船队宽带通信', '{客}渔船Ka动中通安装'],
    wan: [10, 380],
    needs: [
      ['explicit', '船员上网与船位回传', '船员流动大，招工时都问有没有网'],
      ['latent', '船岸视频会商', '出险时岸上看不到现场'],
    ],
  },
  emergency_vehicle: {
    line: 'satellite',
    titles: ['{客}应急通信车', '{客}应急指挥便携站与保障服务', '{客}“断路断电断网”通信保障'],
    wan: [80, 900],
    needs: [
      ['explicit', '按预案配备应急通信车', '上级文件要求年底前到位'],
      ['latent', '应急演练没有专业保障队伍', '去年演练图像中断'],
    ],
  },
  integration: {
    line: 'integration',
    titles: ['{客}园区综合布线与网络集成', '{客}智能化弱电集成', '{客}机房改造集成', '{客}网络代维服务{年}年'],
    wan: [30, 1200],
    needs: [
      ['explicit', '新办公楼弱电与网络一体交付', '年内搬迁，装修图纸已出'],
      ['latent', '网络设备无人维护', '交换机固件五年没有升级'],
    ],
  },
} as const satisfies Record<string, Product>;

export type ProductKey = keyof typeof products;

export function makeTitle(random: Random, product: ProductKey, customer: string, year: number): string {
  const number = String(between(random, 3, 48));
  return fill(random, pick<string>(random, products[product].titles), { 客: customer, 数: number, 年: String(year) });
}

/** A contract value within the product's usual range, more often small than large, in whole hundreds of yuan. */
export function makeAmountFen(random: Random, product: ProductKey): number {
  const [low, high] = products[product].wan;
  const share = Math.min(1, Math.max(0, gauss(random, 0.42, 0.2)));
  return Math.round(low * (high / low) ** share * 100) * 10_000;
}

export const nextSteps = {
  open: [
    '约信息中心做一次现场勘察，带光缆路由图',
    '下周三前提交两套方案并附对比表',
    '请省公司解决方案部做技术交流',
    '补齐站点清单后提交资源预勘',
    '把试用账号开给网络工程师，两周后回访',
    '拜访分管领导，确认预算科目与采购方式',
    '与财务核对分期付款方式，更新报价',
    '按客户意见修改合同第七条后送法务',
    '组织一次同行业样板点参观',
    '等招标公告发布当天领取文件',
  ],
  on_hold: ['下季度预算下达后重启', '等客户机构调整结束再约', '每月电话问候一次，保持联系'],
  won: ['督促开通进度，每周向客户通报', '安排开通后首月回访', '整理案例，推荐给兄弟单位'],
  lost: ['半年后回访使用情况', '归档竞争对手报价', '合同到期前六个月重新切入'],
} as const;

/** What a manager writes when a deal is lost, by the reason chosen. */
export const lossNotes: Record<CloseReason, readonly string[]> = {
  price: ['对手报价低一成半，客户按最低价中标', '我方一次性接入费偏高，客户无法列支'],
  product_fit: ['客户要求国产加密终端，我方型号不在名录内', '站点遮挡严重，卫星仰角不够，方案不成立'],
  relationship: ['客户与原服务商合作多年，换网意愿不足', '关键决策人调离，新任领导另有考虑'],
  service: ['上次故障处理超时，客户心有余悸', '客户看重驻场，我方只能远程值守'],
  brand: ['客户上级单位指定了框架供应商', '评标中我方行业案例得分低'],
  delivery_time: ['客户要求四周开通，光缆施工需七周', '设备到货期赶不上开业时间'],
  budget_cut: ['年中压减预算，项目取消', '专项资金未获批复'],
  no_decision: ['客户内部意见不一，项目无限期搁置', '三次汇报后仍未立项'],
  duplicate: ['与集团统签项目重复，并入总部项目', '同一需求已由市公司同事跟进'],
  other: ['客户单位合并，主体注销', '项目地块规划调整，暂不建设'],
};
