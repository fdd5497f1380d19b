import type { Lifecycle, ProductLine } from '~/features/offerings/rules';

type Specification = readonly [
  code: string,
  line: ProductLine,
  name: string,
  nameEn: string,
  description: string,
  offerings: string,
];

/** What kind of thing each offering is; the offerings of a specification stand in its last column. */
export const specificationTable: readonly Specification[] = [
  ['S-INTERNET', 'internet', '互联网接入', 'Internet access', '上下行对称或共享的互联网接入，含公网地址与 7×24 故障受理。', 'INT-DIA-100 INT-DIA-1G INT-DIA-FLEX INT-BIZ-BB'],
  ['S-VPN', 'private_line', '虚拟专网', 'Virtual private network', '在运营商骨干或公网上为客户分支组成逻辑隔离的专网。', 'PL-MPLS PL-SDWAN PL-SDWAN-BANK'],
  ['S-CIRCUIT', 'private_line', '传输专线', 'Transmission circuit', '端到端独享的传输电路或纤芯，时延与可用率写入协议。', 'PL-OTN PL-FIBRE PL-SDH'],
  ['S-5G', 'mobile', '5G 专网', '5G private network', '园区基站、边缘 UPF 与专网卡，数据不出园区。', 'MOB-5GP ZJ-5G-PORT'],
  ['S-UC', 'mobile', '融合通信', 'Unified messaging', '短号、会议与消息的成员服务。', 'MOB-GRP'],
  ['S-IOT', 'iot', '物联网连接', 'IoT connectivity', '卡、共享流量与连接管理平台。', 'IOT-CARD IOT-PLAT'],
  ['S-CLOUD', 'cloud', '云与灾备', 'Cloud and recovery', '云主机、专区与异地灾备。', 'CLD-VM CLD-GOV CLD-DR'],
  ['S-IDC', 'cloud', 'IDC 托管', 'Data-centre hosting', '机柜、电力与 BGP 带宽。', 'CLD-IDC'],
  ['S-SEC', 'security', '安全防护', 'Security', '流量清洗与安全托管。', 'SEC-DDOS SEC-MSS'],
  ['S-VOICE', 'voice', '语音平台', 'Voice platform', '呼叫中心席位与号码，话费按分钟阶梯计。', 'VOI-CC VOI-400'],
  ['S-VIDEO', 'video', '视频监控', 'Video surveillance', '摄像机接入与云存储。', 'VID-CAM'],
  ['S-KA', 'satellite', 'Ka 卫星宽带', 'Ka satellite broadband', '高通量卫星用户波束内的宽带接入，速率按套餐。', 'SAT-KA SAT-KA-50 SAT-KA-BK SAT-KA2'],
  ['S-CAPACITY', 'satellite', '转发器容量', 'Transponder capacity', '按 MHz 租用的透明转发器带宽。', 'SAT-TRP SAT-TRP-C'],
  ['S-TELEPORT', 'satellite', '地球站服务', 'Teleport services', '上行传输、落地与设备托管。', 'SAT-UPL SAT-HOST'],
  ['S-MOBILITY', 'satellite', '动中通', 'Satellite on the move', '船载、机载与便携终端及流量。', 'SAT-SEA SAT-AIR SAT-POR'],
  ['S-EMERGENCY', 'satellite', '应急通信', 'Emergency communication', '通信车整车与出车保障。', 'SAT-VEH SAT-VEH-DAY'],
  ['S-INTEGRATION', 'integration', '系统集成与代维', 'Integration and operation', '设计、实施、代维、培训与咨询。', 'INT-SI INT-NOC INT-TRN INT-CON'],
  ['S-LABOUR', 'integration', '专业人工与差旅', 'Professional work and travel', '按技能与天、月、次计价的人工，按路程计的差旅。', 'SVC-RATE SVC-TRAVEL'],
]; // biome-ignore format: one line a specification

export type Further = readonly [
  code: string,
  line: ProductLine,
  name: string,
  nameEn: string,
  oneOffYuan: number | null,
  monthlyYuan: number | null,
  more?: { lifecycle?: Lifecycle; variantOf?: string; certificate?: string; regions?: string[]; company?: string },
];

/** What is sold besides what the demo's deals are about. */
export const furtherOfferings: readonly Further[] = [
  ['INT-DIA-FLEX', 'internet', '互联网专线（按带宽）', 'Dedicated Internet by Mbps', 3000, 2800],
  ['VOI-400', 'voice', '400 号码', '400 Number', null, 100],
  ['SAT-KA-50', 'satellite', 'Ka 卫星宽带 50M', 'Ka Satellite Broadband 50M', 26200, 5680, { certificate: '卫星方案工程师' }],
  ['SAT-KA-BK', 'satellite', 'Ka 卫星备份', 'Ka Satellite Backup', 2400, 1140],
  ['SAT-TRP-C', 'satellite', 'C 转发器带宽（每 MHz）', 'C Transponder Capacity per MHz', null, 17500, { certificate: '卫星方案工程师' }],
  ['SAT-VEH-DAY', 'satellite', '应急通信车出车保障', 'Emergency Vehicle on Call', 6000, null],
  ['SAT-POR', 'satellite', '便携卫星站', 'Portable Satellite Station', 128000, null],
  ['SVC-RATE', 'integration', '专业人工', 'Professional Work', null, null],
  ['SVC-TRAVEL', 'integration', '差旅', 'Travel', null, null],
  ['PL-SDWAN-BANK', 'private_line', 'SD-WAN 组网（银行专享）', 'SD-WAN for the Bank', 1000, 560, { variantOf: 'PL-SDWAN' }],
  ['ZJ-5G-PORT', 'mobile', '5G 港口专网', '5G Network for Ports', 620000, 38000, { lifecycle: 'pilot', company: 'zj', regions: ['33'] }],
]; // biome-ignore format: one line an offering

/** What takes the place of those that retire. */
export const substitutes: Record<string, string> = { 'PL-SDH': 'PL-OTN' };
