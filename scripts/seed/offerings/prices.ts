import type { PriceKind, PricePeriod, PriceUnit, TaxRate } from '~/features/offerings/rules';

/** When it is asked for, and of a recurring price how often. */
type How = 'once' | 'month' | 'quarter' | 'year' | 'use';
type Line = readonly [
  code: string,
  name: string,
  nameEn: string,
  how: How,
  unit: PriceUnit,
  yuan: number,
  costYuan: number,
  tax: TaxRate,
  tiers?: readonly (readonly [from: number, yuan: number])[],
];

/** Sample prices: 6 % for value-added telecom and services, 9 % for basic telecom, 13 % for equipment. */
const table: Record<string, readonly Line[]> = {
  'INT-DIA-100': [
    ['install', '开通费', 'Installation', 'once', 'item', 2000, 900, 6],
    ['port', '端口费 100M', 'Port 100M', 'month', 'item', 2600, 1180, 6],
    ['ip', '增加公网 IP（每个）', 'Further public IP', 'month', 'item', 50, 12, 6],
  ],
  'INT-DIA-1G': [
    ['install', '开通费', 'Installation', 'once', 'item', 5000, 2100, 6],
    ['port', '端口费 1G', 'Port 1G', 'month', 'item', 12800, 5900, 6],
    ['ip', '增加公网 IP（每个）', 'Further public IP', 'month', 'item', 50, 12, 6],
  ],
  'INT-DIA-FLEX': [
    ['install', '开通费', 'Installation', 'once', 'item', 3000, 1300, 6],
    ['rate', '带宽费', 'Bandwidth', 'month', 'mbps', 28, 11, 6, [[101, 22], [501, 15]]],
  ],
  'INT-BIZ-BB': [
    ['install', '安装费', 'Installation', 'once', 'item', 300, 180, 6],
    ['plan', '套餐费 500M', 'Plan 500M', 'month', 'item', 399, 160, 6],
  ],
  'PL-MPLS': [
    ['install', '接入开通费', 'Access installation', 'once', 'item', 3000, 1400, 9],
    ['port', 'VPN 端口费', 'VPN port', 'month', 'item', 1800, 760, 9],
    ['rate', '超出 10M 的带宽', 'Bandwidth above 10M', 'month', 'mbps', 60, 21, 9, [[91, 42]]],
  ],
  'PL-SDWAN': [
    ['install', '上门部署', 'Deployment on site', 'once', 'item', 1200, 650, 6],
    ['service', '组网服务费', 'Networking service', 'month', 'item', 680, 240, 6],
    ['cpe', 'SD-WAN 终端（买断）', 'SD-WAN device, bought', 'once', 'terminal', 2600, 1900, 13],
  ],
  'PL-OTN': [
    ['install', '电路开通费', 'Circuit installation', 'once', 'item', 8000, 4600, 9],
    ['circuit', '电路月租', 'Circuit', 'month', 'item', 15000, 7200, 9],
  ],
  'PL-FIBRE': [
    ['splice', '熔接与测试', 'Splicing and test', 'once', 'core_km', 1500, 820, 9],
    ['lease', '纤芯租费', 'Fibre lease', 'month', 'core_km', 220, 96, 9],
  ],
  'PL-SDH': [
    ['install', '电路开通费', 'Circuit installation', 'once', 'item', 2000, 1200, 9],
    ['circuit', '电路月租', 'Circuit', 'month', 'item', 1600, 980, 9],
  ],
  'MOB-5GP': [
    ['build', '园区基站与 UPF 建设', 'Campus base stations and UPF', 'once', 'item', 480000, 336000, 13],
    ['run', '专网运营费', 'Operation', 'month', 'item', 26000, 12400, 9],
    ['card', '专网卡功能费', 'SIM on the private network', 'month', 'card', 12, 3, 6, [[501, 9], [2001, 7]]],
  ],
  'ZJ-5G-PORT': [
    ['build', '港区基站与 UPF 建设', 'Port base stations and UPF', 'once', 'item', 620000, 441000, 13],
    ['run', '专网运营费', 'Operation', 'month', 'item', 38000, 18200, 9],
  ],
  'MOB-GRP': [['seat', '成员功能费', 'Member', 'month', 'seat', 18, 5, 6, [[201, 15], [1001, 12]]]],
  'IOT-CARD': [
    ['card', '卡费', 'Card', 'once', 'card', 3, 1.6, 13],
    ['plan', '套餐费（30 MB）', 'Plan (30 MB)', 'month', 'card', 4, 1.4, 6, [[1001, 3.2], [10001, 2.6]]],
    ['traffic', '共享流量', 'Pooled traffic', 'use', 'gb', 9, 3, 6, [[101, 7], [1001, 5], [10001, 3.5]]],
  ],
  'IOT-PLAT': [
    ['start', '平台开通与对接', 'Set-up and integration', 'once', 'item', 20000, 9000, 6],
    ['platform', '平台服务费', 'Platform', 'month', 'item', 3000, 900, 6],
  ],
  'CLD-VM': [['host', '云主机（8 核 16G）', 'Host (8 cores, 16 GB)', 'month', 'item', 860, 430, 6]],
  'CLD-GOV': [
    ['zone', '专区建设', 'Building the zone', 'once', 'item', 150000, 98000, 6],
    ['service', '专区服务费', 'Zone service', 'month', 'item', 42000, 23000, 6],
  ],
  'CLD-IDC': [
    ['install', '上架费', 'Installation', 'once', 'rack', 4000, 1500, 6],
    ['rack', '机柜租费', 'Rack', 'month', 'rack', 6500, 3900, 6, [[11, 6100], [51, 5600]]],
    ['rate', 'BGP 带宽', 'BGP bandwidth', 'month', 'mbps', 45, 19, 6, [[101, 36], [1001, 24]]],
  ],
  'CLD-DR': [
    ['plan', '灾备方案与演练', 'Recovery plan and drill', 'once', 'item', 60000, 31000, 6],
    ['service', '灾备服务费', 'Recovery service', 'month', 'item', 9800, 4300, 6],
  ],
  'SEC-DDOS': [
    ['start', '接入配置', 'Set-up', 'once', 'item', 5000, 1800, 6],
    ['base', '保底 20G 清洗', 'Scrubbing up to 20G', 'month', 'item', 7800, 3100, 6],
    ['burst', '弹性防护（每天）', 'Burst protection per day', 'use', 'day', 2600, 900, 6],
  ],
  'SEC-MSS': [
    ['audit', '等保测评与整改', 'Assessment and remedy', 'once', 'item', 80000, 52000, 6],
    ['service', '安全托管', 'Managed security', 'month', 'item', 5200, 2300, 6],
  ],
  'VOI-CC': [
    ['seat_start', '席位开通', 'Seat set-up', 'once', 'seat', 500, 150, 6],
    ['seat', '席位费', 'Seat', 'month', 'seat', 260, 95, 6, [[51, 230], [201, 195]]],
    ['minute', '外呼话费', 'Outgoing calls', 'use', 'minute', 0.12, 0.06, 9, [[10001, 0.1], [100001, 0.08]]],
  ],
  'VOI-400': [
    ['number', '400 号码功能费', '400 number', 'month', 'item', 100, 20, 9],
    ['minute', '接听话费', 'Incoming calls', 'use', 'minute', 0.15, 0.07, 9, [[5001, 0.12], [50001, 0.09]]],
  ],
  'VID-CAM': [
    ['camera', '摄像机与安装', 'Camera and installation', 'once', 'channel', 600, 430, 13],
    ['store', '云存储（30 天）', 'Storage (30 days)', 'month', 'channel', 45, 17, 6, [[101, 39], [1001, 32]]],
  ],
  'SAT-KA': [
    ['terminal', 'Ka 终端 0.75 m（买断）', 'Ka terminal 0.75 m, bought', 'once', 'terminal', 15600, 11800, 13],
    ['install', '上门安装与对星', 'Installation and pointing', 'once', 'item', 2400, 1500, 6],
    ['plan', '宽带套餐 20/3 Mbps', 'Plan 20/3 Mbps', 'month', 'item', 2980, 1450, 6],
  ],
  'SAT-KA-50': [
    ['terminal', 'Ka 终端 1.0 m（买断）', 'Ka terminal 1.0 m, bought', 'once', 'terminal', 23800, 17900, 13],
    ['install', '上门安装与对星', 'Installation and pointing', 'once', 'item', 2400, 1500, 6],
    ['plan', '宽带套餐 50/5 Mbps', 'Plan 50/5 Mbps', 'month', 'item', 5680, 2900, 6],
  ],
  'SAT-KA-BK': [
    ['terminal', 'Ka 终端 0.75 m（租用）', 'Ka terminal 0.75 m, rented', 'month', 'terminal', 460, 330, 13],
    ['install', '上门安装与对星', 'Installation and pointing', 'once', 'item', 2400, 1500, 6],
    ['standby', '备份月租（含 5 GB）', 'Standby with 5 GB', 'month', 'item', 680, 240, 6],
    ['traffic', '超出流量', 'Further traffic', 'use', 'gb', 36, 17, 6, [[101, 28]]],
  ],
  'SAT-TRP': [['capacity', 'Ku 转发器带宽', 'Ku capacity', 'month', 'mhz', 21000, 13600, 9, [[10, 19800], [36, 18200]]]],
  'SAT-TRP-C': [['capacity', 'C 转发器带宽', 'C capacity', 'month', 'mhz', 17500, 11200, 9, [[10, 16600], [36, 15200]]]],
  'SAT-UPL': [
    ['start', '上行系统接入', 'Connection to the uplink', 'once', 'item', 20000, 9800, 6],
    ['uplink', '上行传输', 'Uplink', 'month', 'item', 36000, 17500, 9],
    ['day', '临时上行（每天）', 'Occasional uplink per day', 'use', 'day', 4800, 2100, 9],
  ],
  'SAT-HOST': [
    ['build', '机房与天线场位', 'Room and antenna site', 'once', 'item', 50000, 28000, 6],
    ['host', '托管费', 'Hosting', 'month', 'item', 24000, 12200, 6],
  ],
  'SAT-SEA': [
    ['terminal', '海事终端 0.6 m', 'Maritime terminal 0.6 m', 'once', 'terminal', 65000, 51000, 13],
    ['install', '上船安装', 'Installation on board', 'once', 'item', 3000, 2100, 6],
    ['plan', '海事套餐（含 100 GB）', 'Maritime plan with 100 GB', 'month', 'item', 4200, 2050, 6],
    ['traffic', '超出流量', 'Further traffic', 'use', 'gb', 42, 20, 6, [[201, 34]]],
  ],
  'SAT-AIR': [
    ['terminal', '机载终端与适航改装', 'Airborne terminal and refit', 'once', 'terminal', 420000, 338000, 13],
    ['plan', '机载套餐', 'Airborne plan', 'month', 'terminal', 16000, 8700, 6],
  ],
  'SAT-VEH': [['vehicle', '应急通信车整车', 'Vehicle, complete', 'once', 'item', 2860000, 2310000, 13]],
  'SAT-VEH-DAY': [
    ['trip', '出车与回场', 'Journey out and back', 'once', 'item', 6000, 3600, 6],
    ['day', '驻场保障（每天）', 'On site per day', 'use', 'day', 18000, 9700, 6, [[4, 15000], [11, 12000]]],
  ],
  'SAT-POR': [
    ['station', '便携站', 'Portable station', 'once', 'terminal', 128000, 96000, 13],
    ['plan', '便携站套餐（全年）', 'Portable plan, a year', 'year', 'terminal', 26000, 12500, 6],
  ],
  'INT-SI': [['project', '集成实施费', 'Integration project', 'once', 'item', 100000, 66000, 6]],
  'INT-NOC': [
    ['service', '代维服务费', 'Operation', 'month', 'item', 12000, 7300, 6],
    ['onsite', '驻场人员（每人每月）', 'Person on site', 'month', 'month', 18500, 12600, 6],
  ],
  'INT-TRN': [['day', '培训（每天）', 'Training', 'once', 'day', 9800, 4200, 6, [[4, 8800]]]],
  'INT-CON': [['project', '咨询规划费', 'Consulting project', 'once', 'item', 60000, 33000, 6]],
  'SVC-RATE': [
    ['architect.day', '方案架构师', 'Solution architect', 'use', 'day', 4200, 2300, 6],
    ['architect.month', '方案架构师', 'Solution architect', 'use', 'month', 72000, 42000, 6],
    ['project.day', '项目经理', 'Project manager', 'use', 'day', 3200, 1700, 6],
    ['project.month', '项目经理', 'Project manager', 'use', 'month', 54000, 31000, 6],
    ['network.day', '网络工程师', 'Network engineer', 'use', 'day', 2200, 1150, 6],
    ['network.month', '网络工程师', 'Network engineer', 'use', 'month', 36000, 21000, 6],
    ['satellite.day', '卫星工程师', 'Satellite engineer', 'use', 'day', 2800, 1500, 6],
    ['satellite.month', '卫星工程师', 'Satellite engineer', 'use', 'month', 46000, 27000, 6],
    ['security.day', '安全工程师', 'Security engineer', 'use', 'day', 3000, 1600, 6],
    ['security.month', '安全工程师', 'Security engineer', 'use', 'month', 49000, 28500, 6],
    ['rigger.day', '登高与布线技工', 'Rigger', 'use', 'day', 1200, 700, 6],
    ['rigger.item', '登高与布线技工', 'Rigger', 'use', 'item', 480, 260, 6],
  ],
  'SVC-TRAVEL': [
    ['city.day', '本市', 'Within the city', 'use', 'day', 200, 140, 6],
    ['province.day', '省内', 'Within the province', 'use', 'day', 600, 480, 6],
    ['nation.day', '跨省', 'Another province', 'use', 'day', 1100, 900, 6],
    ['nation.item', '跨省', 'Another province', 'use', 'item', 1800, 1650, 6],
    ['island.day', '海岛、高原与戈壁', 'Islands, plateau, desert', 'use', 'day', 1600, 1300, 6],
    ['island.item', '海岛、高原与戈壁', 'Islands, plateau, desert', 'use', 'item', 4200, 3800, 6],
  ],
}; // biome-ignore format: one line a price

const kinds: Record<How, { kind: PriceKind; period: PricePeriod | null }> = {
  once: { kind: 'one_off', period: null },
  month: { kind: 'recurring', period: 'month' },
  quarter: { kind: 'recurring', period: 'quarter' },
  year: { kind: 'recurring', period: 'year' },
  use: { kind: 'usage', period: null },
};
const fen = (yuan: number) => Math.round(yuan * 100);

/** The sample prices of an offering, none where it has none yet. */
export const samplePrices = (offeringCode: string) =>
  (table[offeringCode] ?? []).map(([code, name, nameEn, how, unit, yuan, costYuan, taxPercent, tiers = []]) => ({
    code,
    name,
    nameEn,
    ...kinds[how],
    unit,
    amountFen: fen(yuan),
    costFen: fen(costYuan),
    taxPercent,
    tiers: tiers.map(([from, tierYuan]) => ({ from, amountFen: fen(tierYuan) })),
  }));
