import type { competitors, offerings } from '#drizzle/schema';
import { fromLocal } from '~/core/dates';
import type { Lifecycle, ProductLine } from '~/features/offerings/rules';
import type { Demo } from './demo';
import type { ProductKey } from './names/deals';
import { between } from './random';

type Entry = readonly [
  code: string,
  line: ProductLine,
  name: string,
  nameEn: string,
  oneOffYuan: number | null,
  monthlyYuan: number | null,
  product: ProductKey,
  lifecycle?: Lifecycle,
];

/** The national catalogue with list prices in yuan: once, and a month. */
const catalogue: readonly Entry[] = [
  ['INT-DIA-100', 'internet', '互联网专线 100M', 'Dedicated Internet 100M', 2000, 2600, 'dedicated_internet'],
  ['INT-DIA-1G', 'internet', '互联网专线 1G', 'Dedicated Internet 1G', 5000, 12800, 'dedicated_internet'],
  ['INT-BIZ-BB', 'internet', '商务宽带 500M', 'Business Broadband 500M', 300, 399, 'dedicated_internet'],
  ['PL-MPLS', 'private_line', 'MPLS VPN 组网', 'MPLS VPN', 3000, 1800, 'mpls_vpn'],
  ['PL-SDWAN', 'private_line', 'SD-WAN 组网', 'SD-WAN', 1200, 680, 'sd_wan'],
  ['PL-OTN', 'private_line', 'OTN 精品专线', 'Premium OTN Circuit', 8000, 15000, 'mpls_vpn'],
  ['PL-FIBRE', 'private_line', '裸光纤租用（每芯公里）', 'Dark Fibre per Core-km', 1500, 220, 'mpls_vpn'],
  ['PL-SDH', 'private_line', 'SDH 数字电路', 'SDH Circuit', 2000, 1600, 'mpls_vpn', 'retiring'],
  ['MOB-5GP', 'mobile', '5G 专网', '5G Private Network', 480000, 26000, 'private_5g'],
  ['MOB-GRP', 'mobile', '集团短号与融合通信', 'Group Short Codes and Unified Messaging', null, 18, 'call_centre'],
  ['IOT-CARD', 'iot', '物联网卡', 'IoT SIM', 3, 4, 'iot_cards'],
  ['IOT-PLAT', 'iot', '物联网连接管理平台', 'IoT Connectivity Platform', 20000, 3000, 'iot_cards'],
  ['CLD-VM', 'cloud', '云主机与云桌面', 'Cloud Hosts and Desktops', null, 860, 'cloud'],
  ['CLD-GOV', 'cloud', '政务云专区', 'Government Cloud Zone', 150000, 42000, 'cloud'],
  ['CLD-IDC', 'cloud', 'IDC 机柜托管', 'Data-centre Rack Hosting', 4000, 6500, 'idc'],
  ['CLD-DR', 'cloud', '异地灾备', 'Off-site Disaster Recovery', 60000, 9800, 'idc'],
  ['SEC-DDOS', 'security', '抗 DDoS 流量清洗', 'DDoS Protection', 5000, 7800, 'ddos'],
  ['SEC-MSS', 'security', '等保与安全托管', 'Compliance and Managed Security', 80000, 5200, 'ddos'],
  ['VOI-CC', 'voice', '云呼叫中心（每席）', 'Cloud Call Centre per Seat', 500, 260, 'call_centre'],
  ['VID-CAM', 'video', '视频监控云存储（每路）', 'Video Surveillance per Camera', 600, 45, 'video'],
  ['SAT-KA', 'satellite', 'Ka 卫星宽带', 'Ka Satellite Broadband', 18000, 2980, 'ka_broadband'],
  ['SAT-TRP', 'satellite', '转发器带宽（每 MHz）', 'Transponder Capacity per MHz', null, 21000, 'transponder'],
  ['SAT-UPL', 'satellite', '上行传输服务', 'Uplink Service', 20000, 36000, 'teleport'],
  ['SAT-HOST', 'satellite', '地球站托管', 'Teleport Hosting', 50000, 24000, 'teleport'],
  ['SAT-SEA', 'satellite', '海事卫星终端与流量', 'Maritime Terminal and Traffic', 68000, 4200, 'maritime'],
  ['SAT-AIR', 'satellite', '机载卫星终端', 'Airborne Terminal', 420000, 16000, 'maritime', 'pilot'],
  ['SAT-VEH', 'satellite', '应急通信车', 'Emergency Communication Vehicle', 2860000, null, 'emergency_vehicle'],
  ['INT-SI', 'integration', '系统集成', 'System Integration', 100000, null, 'integration'],
  ['INT-NOC', 'integration', '网络代维', 'Network Operation on Behalf', null, 12000, 'integration'],
  ['INT-TRN', 'integration', '技术培训（每天）', 'Technical Training per Day', 9800, null, 'integration'],
  ['INT-CON', 'integration', '网络咨询与规划', 'Consulting and Planning', 60000, null, 'integration'],
  ['SAT-KA2', 'satellite', '多轨道卫星宽带', 'Multi-orbit Satellite Broadband', 36000, 5600, 'ka_broadband', 'design'],
];

const rivals = ['云汐网络', '星澜卫通', '远屿互联', '捷川数据', '曜辰通信', '沧垣集成', '拓陌云', '天际链'];

export type Catalogue = {
  offerings: (typeof offerings.$inferInsert)[];
  competitors: (typeof competitors.$inferInsert)[];
  /** The offerings that a deal of this kind is about. */
  offeringsFor(product: ProductKey): string[];
};

export function makeCatalogue(demo: Demo): Catalogue {
  const rows = catalogue.map(([code, line, name, nameEn, oneOff, monthly, product, lifecycle = 'launched']) => {
    const createdAt = fromLocal(demo.day(-between(demo.random, 700, 1600)));
    return {
      product,
      row: {
        id: demo.id(createdAt),
        tenantId: null,
        code,
        name,
        nameEn,
        line,
        lifecycle,
        listOneOffFen: oneOff === null ? null : oneOff * 100,
        listMonthlyFen: monthly === null ? null : monthly * 100,
        createdAt,
      },
    };
  });
  const sold = rows.filter(({ row }) => row.lifecycle === 'launched' || row.lifecycle === 'retiring');
  const founded = fromLocal(demo.day(-1600));
  return {
    offerings: rows.map(({ row }) => row),
    competitors: rivals.map((name) => ({ id: demo.id(founded), tenantId: null, name })),
    offeringsFor: (product) => sold.filter((one) => one.product === product).map(({ row }) => row.id),
  };
}
