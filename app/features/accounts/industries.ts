import type { Locale } from '~/core/locale';

/** GB/T 4754-2017 in two levels: sections A–T and their divisions 01–97. English names are our translation. */
type Industry = readonly [code: string, zh: string, en: string];

const table: readonly Industry[] = [
  ['A', '农、林、牧、渔业', 'Agriculture, forestry, animal husbandry and fishery'],
  ['01', '农业', 'Agriculture'],
  ['02', '林业', 'Forestry'],
  ['03', '畜牧业', 'Animal husbandry'],
  ['04', '渔业', 'Fishery'],
  ['05', '农、林、牧、渔专业及辅助性活动', 'Support activities for agriculture, forestry and fishery'],
  ['B', '采矿业', 'Mining'],
  ['06', '煤炭开采和洗选业', 'Coal mining and washing'],
  ['07', '石油和天然气开采业', 'Oil and gas extraction'],
  ['08', '黑色金属矿采选业', 'Ferrous metal ore mining'],
  ['09', '有色金属矿采选业', 'Non-ferrous metal ore mining'],
  ['10', '非金属矿采选业', 'Non-metallic mineral mining'],
  ['11', '开采专业及辅助性活动', 'Mining support activities'],
  ['12', '其他采矿业', 'Other mining'],
  ['C', '制造业', 'Manufacturing'],
  ['13', '农副食品加工业', 'Farm and sideline food processing'],
  ['14', '食品制造业', 'Food manufacturing'],
  ['15', '酒、饮料和精制茶制造业', 'Alcohol, beverages and refined tea'],
  ['16', '烟草制品业', 'Tobacco products'],
  ['17', '纺织业', 'Textiles'],
  ['18', '纺织服装、服饰业', 'Apparel and accessories'],
  ['19', '皮革、毛皮、羽毛及其制品和制鞋业', 'Leather, fur, feathers and footwear'],
  ['20', '木材加工和木、竹、藤、棕、草制品业', 'Wood, bamboo, rattan and straw products'],
  ['21', '家具制造业', 'Furniture'],
  ['22', '造纸和纸制品业', 'Paper and paper products'],
  ['23', '印刷和记录媒介复制业', 'Printing and reproduction of recorded media'],
  ['24', '文教、工美、体育和娱乐用品制造业', 'Educational, craft, sports and recreational goods'],
  ['25', '石油、煤炭及其他燃料加工业', 'Petroleum, coal and other fuel processing'],
  ['26', '化学原料和化学制品制造业', 'Chemical raw materials and products'],
  ['27', '医药制造业', 'Pharmaceuticals'],
  ['28', '化学纤维制造业', 'Chemical fibres'],
  ['29', '橡胶和塑料制品业', 'Rubber and plastic products'],
  ['30', '非金属矿物制品业', 'Non-metallic mineral products'],
  ['31', '黑色金属冶炼和压延加工业', 'Smelting and rolling of ferrous metals'],
  ['32', '有色金属冶炼和压延加工业', 'Smelting and rolling of non-ferrous metals'],
  ['33', '金属制品业', 'Fabricated metal products'],
  ['34', '通用设备制造业', 'General-purpose machinery'],
  ['35', '专用设备制造业', 'Special-purpose machinery'],
  ['36', '汽车制造业', 'Motor vehicles'],
  ['37', '铁路、船舶、航空航天和其他运输设备制造业', 'Railway, ship, aerospace and other transport equipment'],
  ['38', '电气机械和器材制造业', 'Electrical machinery and equipment'],
  ['39', '计算机、通信和其他电子设备制造业', 'Computers, communication and other electronic equipment'],
  ['40', '仪器仪表制造业', 'Measuring instruments and meters'],
  ['41', '其他制造业', 'Other manufacturing'],
  ['42', '废弃资源综合利用业', 'Waste recycling'],
  ['43', '金属制品、机械和设备修理业', 'Repair of metal products, machinery and equipment'],
  ['D', '电力、热力、燃气及水生产和供应业', 'Electricity, heat, gas and water supply'],
  ['44', '电力、热力生产和供应业', 'Electricity and heat supply'],
  ['45', '燃气生产和供应业', 'Gas supply'],
  ['46', '水的生产和供应业', 'Water supply'],
  ['E', '建筑业', 'Construction'],
  ['47', '房屋建筑业', 'Building construction'],
  ['48', '土木工程建筑业', 'Civil engineering'],
  ['49', '建筑安装业', 'Building installation'],
  ['50', '建筑装饰、装修和其他建筑业', 'Building decoration and other construction'],
  ['F', '批发和零售业', 'Wholesale and retail trade'],
  ['51', '批发业', 'Wholesale'],
  ['52', '零售业', 'Retail'],
  ['G', '交通运输、仓储和邮政业', 'Transport, storage and post'],
  ['53', '铁路运输业', 'Rail transport'],
  ['54', '道路运输业', 'Road transport'],
  ['55', '水上运输业', 'Water transport'],
  ['56', '航空运输业', 'Air transport'],
  ['57', '管道运输业', 'Pipeline transport'],
  ['58', '多式联运和运输代理业', 'Multimodal transport and forwarding'],
  ['59', '装卸搬运和仓储业', 'Cargo handling and storage'],
  ['60', '邮政业', 'Post and courier'],
  ['H', '住宿和餐饮业', 'Accommodation and catering'],
  ['61', '住宿业', 'Accommodation'],
  ['62', '餐饮业', 'Catering'],
  ['I', '信息传输、软件和信息技术服务业', 'Information transmission, software and IT services'],
  ['63', '电信、广播电视和卫星传输服务', 'Telecommunications, broadcasting and satellite transmission'],
  ['64', '互联网和相关服务', 'Internet and related services'],
  ['65', '软件和信息技术服务业', 'Software and IT services'],
  ['J', '金融业', 'Finance'],
  ['66', '货币金融服务', 'Banking and monetary services'],
  ['67', '资本市场服务', 'Capital market services'],
  ['68', '保险业', 'Insurance'],
  ['69', '其他金融业', 'Other finance'],
  ['K', '房地产业', 'Real estate'],
  ['70', '房地产业', 'Real estate'],
  ['L', '租赁和商务服务业', 'Leasing and business services'],
  ['71', '租赁业', 'Leasing'],
  ['72', '商务服务业', 'Business services'],
  ['M', '科学研究和技术服务业', 'Scientific research and technical services'],
  ['73', '研究和试验发展', 'Research and experimental development'],
  ['74', '专业技术服务业', 'Professional technical services'],
  ['75', '科技推广和应用服务业', 'Technology promotion and application'],
  ['N', '水利、环境和公共设施管理业', 'Water conservancy, environment and public facilities'],
  ['76', '水利管理业', 'Water conservancy'],
  ['77', '生态保护和环境治理业', 'Ecological protection and environmental treatment'],
  ['78', '公共设施管理业', 'Public facilities management'],
  ['79', '土地管理业', 'Land management'],
  ['O', '居民服务、修理和其他服务业', 'Household services, repair and other services'],
  ['80', '居民服务业', 'Household services'],
  ['81', '机动车、电子产品和日用产品修理业', 'Repair of vehicles, electronics and household goods'],
  ['82', '其他服务业', 'Other services'],
  ['P', '教育', 'Education'],
  ['83', '教育', 'Education'],
  ['Q', '卫生和社会工作', 'Health and social work'],
  ['84', '卫生', 'Health'],
  ['85', '社会工作', 'Social work'],
  ['R', '文化、体育和娱乐业', 'Culture, sports and entertainment'],
  ['86', '新闻和出版业', 'News and publishing'],
  ['87', '广播、电视、电影和录音制作业', 'Broadcasting, television, film and sound recording'],
  ['88', '文化艺术业', 'Culture and arts'],
  ['89', '体育', 'Sports'],
  ['90', '娱乐业', 'Entertainment'],
  ['S', '公共管理、社会保障和社会组织', 'Public administration, social security and social organisations'],
  ['91', '中国共产党机关', 'Communist Party of China bodies'],
  ['92', '国家机构', 'State bodies'],
  ['93', '人民政协、民主党派', 'CPPCC and democratic parties'],
  ['94', '社会保障', 'Social security'],
  ['95', '群众团体、社会团体和其他成员组织', 'Mass, social and other membership organisations'],
  ['96', '基层群众自治组织及其他组织', 'Grass-roots self-governing and other organisations'],
  ['T', '国际组织', 'International organisations'],
  ['97', '国际组织', 'International organisations'],
];

/** What people write instead of the standard's names; the key is contained in what was typed. */
const everyday: readonly [word: string, code: string][] = [
  ['银行', '66'],
  ['证券', '67'],
  ['保险', '68'],
  ['医院', '84'],
  ['卫生院', '84'],
  ['学校', '83'],
  ['高校', '83'],
  ['大学', '83'],
  ['政府', '92'],
  ['公安', '92'],
  ['法院', '92'],
  ['运营商', '63'],
  ['通信服务', '63'],
  ['互联网', '64'],
  ['软件', '65'],
  ['快递', '60'],
  ['物流', '59'],
  ['仓储', '59'],
  ['港口', '55'],
  ['航运', '55'],
  ['机场', '56'],
  ['电力', '44'],
  ['电网', '44'],
  ['煤矿', '06'],
  ['油田', '07'],
  ['水务', '46'],
  ['燃气', '45'],
  ['酒店', '61'],
  ['宾馆', '61'],
  ['餐厅', '62'],
  ['超市', '52'],
  ['制药', '27'],
  ['汽车', '36'],
  ['钢铁', '31'],
  ['化工', '26'],
  ['服装', '18'],
  ['物业', '70'],
  ['景区', '78'],
];

const byCode = new Map(table.map((row) => [row[0], row]));
const section = new Map<string, string>();
let current = '';
for (const [code] of table) {
  if (code.length === 1) current = code;
  section.set(code, current);
}
const divisions = table.filter(([code]) => code.length === 2);

/** All sections, each with its divisions, in the order of the standard: for a grouped select. */
export const industrySections = table
  .filter(([code]) => code.length === 1)
  .map(([code]) => ({ code, divisions: divisions.filter((row) => section.get(row[0]) === code).map((row) => row[0]) }));

export function isIndustry(code: string): boolean {
  return byCode.has(code);
}

/** The section letter a code lies in (a section lies in itself); null for an unknown code. */
export function industrySection(code: string): string | null {
  return section.get(code) ?? null;
}

/** The name of a section or division; an unknown code is shown as it is. */
export function industryName(code: string, locale: Locale): string {
  const row = byCode.get(code);
  if (!row) return code;
  return locale === 'en' ? row[2] : row[1];
}

/** Whether it is this one, or a division of this section. */
export const isWithinIndustry = (code: string | null, wanted: string) =>
  code !== null && (code === wanted || industrySection(code) === wanted);

/**
 * The code a text means: a code (longer GB/T 4754 codes fall to their division), an exact or everyday name, or the one
 * clearly nearest name; null rather than a guess. Where section and division share a name the division is meant.
 */
export function findIndustry(text: string): string | null {
  const typed = text.normalize('NFKC').trim();
  const code = /^([A-T])$|^[A-T]?(\d{2})\d{0,2}$/i.exec(typed);
  const found = code?.[2] ?? code?.[1]?.toUpperCase();
  if (found) return byCode.has(found) ? found : null;
  const name = plain(typed);
  if (name.length < 2) return null;
  const exact = [...divisions, ...table].find(([, zh, en]) => plain(zh) === name || plain(en) === name);
  if (exact) return exact[0];
  return nearest(name) ?? everyday.find(([word]) => name.includes(word))?.[1] ?? null;
}

function nearest(name: string): string | null {
  const scored = [...divisions, ...table.filter(([code]) => code.length === 1)]
    .map(([code, zh, en]) => ({ code, score: Math.max(alike(name, plain(zh)), alike(name, plain(en))) }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  return best && best.score >= 0.7 && best.score - (next?.score ?? 0) >= 0.05 ? best.code : null;
}

/** Share of two-character pieces in common (Dice): 1 for the same text, 0 for nothing shared. */
function alike(a: string, b: string): number {
  const pieces = (text: string) => new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
  const left = pieces(a);
  const right = pieces(b);
  const shared = [...left].filter((piece) => right.has(piece)).length;
  return (2 * shared) / (left.size + right.size);
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s、，,。.;；()·/&-]/g, '')
    .replace(/(?<=\p{Script=Han}{2})(?:行业|业)$/u, '');
}
