import { nameKey } from './near';

/** What a word of a file may mean: our code → the words people write for it, the one we show first. */
export type WordTable = Readonly<Record<string, readonly string[]>>;

export const wordTables = {
  accountKind: {
    government: ['政府机关', '政府', '机关', '党政机关', '政府部门', 'government'],
    public_institution: ['事业单位', '事业', 'public institution', 'institution'],
    state_owned: ['国有企业', '国企', '央企', '国有', '国有控股', 'state-owned', 'soe'],
    private: ['民营企业', '民企', '私营', '私营企业', '民营', 'private'],
    foreign: ['外资企业', '外企', '外资', '合资', '中外合资', 'foreign', 'foreign-invested'],
  },
  grade: {
    A: ['A', 'A级', 'A类', '甲', 'grade A'],
    B: ['B', 'B级', 'B类', '乙', 'grade B'],
    C: ['C', 'C级', 'C类', '丙', 'grade C'],
    D: ['D', 'D级', 'D类', '丁', 'grade D'],
  },
  fundingPattern: {
    budget: ['财政预算', '财政拨款', '预算内', 'budget', 'public budget'],
    self_raised: ['自筹资金', '自筹', 'self-raised', 'own funds'],
    group_paid: ['集团统付', '总部统付', 'group-paid', 'paid by the group'],
    special_fund: ['专项资金', '专项', 'special fund'],
    leasing: ['融资租赁', '租赁', 'leasing', '租赁分期'],
    mixed: ['混合', '多种来源', 'mixed'],
  },
  organisationForm: {
    functional: ['职能制', 'functional'],
    divisional: ['事业部制', 'divisional'],
    matrix: ['矩阵制', 'matrix'],
    headquarters_branches: [
      '总分机构',
      '总部分支',
      'headquarters and branches',
      '总部与分支',
      'head office and branches',
    ],
    flat: ['扁平化', '扁平', 'flat'],
  },
  managementStyle: {
    centralised: ['集权', '集中管理', 'centralised', 'centralized', '集中决策'],
    delegated: ['授权', '分权', 'delegated', '分级授权'],
    collective: ['集体决策', '集体', 'collective'],
    founder_led: ['创始人主导', '老板决策', 'founder-led'],
    process_driven: ['流程驱动', '制度流程', 'process-driven'],
  },
  marketingNetwork: {
    direct: ['直销', 'direct', 'direct sales'],
    branches: ['分支机构', '网点', 'branches', '网点分支'],
    dealers: ['经销商', '代理', 'dealers', '经销渠道'],
    online: ['线上', '电商', 'online'],
    public_service: ['公共服务', 'public service'],
    export: ['外贸出口', '出口', 'export', '出口外销'],
  },
  buyingRole: {
    decision_maker: ['决策人', '决策者', '拍板人', 'decision maker'],
    influencer: ['影响者', '影响人', 'influencer'],
    technical_evaluator: ['技术评估', '技术把关', '技术评估人', 'technical evaluator'],
    user: ['使用者', '用户', '最终用户', 'user', '使用人'],
    gatekeeper: ['把关人', '守门人', 'gatekeeper'],
    champion: ['支持者', '内线', '推动者', 'champion', '内线支持者'],
  },
  attitude: {
    supports: ['支持', 'supports', 'positive'],
    neutral: ['中立', 'neutral'],
    opposes: ['反对', 'opposes', 'negative'],
    unknown: ['未知', '不明', 'unknown', '未接触', 'not met'],
  },
  source: {
    manager: ['客户经理', '自主开发', 'manager', 'account manager'],
    referral: ['推荐', '转介绍', 'referral', '员工推荐', 'staff referral'],
    campaign: ['营销活动', '活动', 'campaign'],
    website: ['网站', '官网', 'website', 'web'],
    hotline: ['热线', '电话', 'hotline'],
    tender: ['招标', '公开招标', '招投标', 'tender', '招标公告', 'tender notice'],
    partner: ['合作伙伴', '代理商', 'partner'],
    renewal: ['续约', '到期续签', 'renewal'],
    import: ['导入', 'import'],
  },
  closeReason: {
    price: ['价格', 'price'],
    product_fit: ['产品匹配', '产品', 'product fit', 'product', '产品与方案', 'product and solution'],
    relationship: ['客情关系', '关系', 'relationship', '客户关系'],
    service: ['服务', 'service'],
    brand: ['品牌', 'brand'],
    delivery_time: ['交付周期', '工期', '交付', 'delivery time', 'delivery', '交付时间'],
    budget_cut: ['预算取消', '预算削减', '无预算', 'budget cut', 'budget withdrawn'],
    no_decision: ['客户未决策', '搁置', 'no decision', '客户搁置'],
    duplicate: ['重复', '重复商机', 'duplicate'],
    other: ['其他', '其它', 'other'],
  },
  visitStatus: {
    planned: ['已计划', '计划', '待拜访', 'planned'],
    in_progress: ['进行中', 'in progress'],
    completed: ['已完成', '完成', '已拜访', 'completed', 'done'],
    cancelled: ['已取消', '取消', 'cancelled', 'canceled'],
    missed: ['未赴约', '错过', 'missed', '未见到客户', 'customer not met'],
  },
  visitType: {
    first: ['首次拜访', '首访', '陌拜', 'first', 'first visit'],
    routine: ['日常拜访', '例行', '日常', '常规', 'routine', '日常走访'],
    renewal: ['续约拜访', '续约', 'renewal'],
    complaint: ['投诉处理', '投诉', 'complaint'],
    executive: ['高层拜访', '高层', '高层互访', 'executive'],
  },
  channel: {
    onsite: ['上门', '现场', '面访', 'onsite', 'on-site'],
    phone: ['电话', 'phone', 'call'],
    video: ['视频会议', '视频', '线上会议', 'video'],
    business_hall: ['营业厅', 'business hall'],
    wechat: ['微信', 'wechat'],
    email: ['邮件', '电子邮件', 'email', 'e-mail'],
  },
  role: {
    account_manager: ['客户经理', 'account manager'],
    team_lead: ['销售主管', '部门经理', '主管', '团队长', 'team lead'],
    sales_director: ['销售总监', '总监', 'sales director', 'director'],
    trainer: ['培训师', 'trainer'],
    product_manager: ['产品经理', 'product manager'],
    service_agent: ['客服', '客服人员', 'service agent'],
    employee: ['全员营销', '员工', '普通员工', 'employee'],
    partner_agent: ['代理商', 'partner agent'],
    admin: ['管理员', '系统管理员', 'admin', 'administrator'],
  },
  productLine: {
    internet: ['互联网专线', '互联网', '宽带', 'internet', 'internet access'],
    private_line: ['数据专线', '专线', '组网专线', 'private line'],
    mobile: ['移动', '移动业务', '5G', 'mobile'],
    iot: ['物联网', 'iot'],
    cloud: ['云', '云计算', '云服务', 'cloud', '云与 IDC', 'cloud & IDC'],
    security: ['安全', '网络安全', 'security'],
    voice: ['语音', '固话', 'voice'],
    video: ['视频', '视联网', 'video'],
    satellite: ['卫星', '卫星通信', 'satellite'],
    integration: ['集成', '系统集成', 'ICT', 'integration'],
    other: ['其他', '其它', 'other'],
  },
  lifecycle: {
    design: ['设计', '设计中', 'design'],
    pilot: ['试点', '试商用', 'pilot'],
    launched: ['已上市', '上市', '在售', 'launched', 'active'],
    retiring: ['退市中', '停售', 'retiring'],
    retired: ['已退市', '退市', 'retired'],
  },
} as const satisfies Record<string, WordTable>;
export type WordTableName = keyof typeof wordTables;

const byWord = new Map<WordTableName, Map<string, string>>();

function codesOf(name: WordTableName) {
  const ready = byWord.get(name);
  if (ready) return ready;
  const table: WordTable = wordTables[name];
  const made = new Map<string, string>();
  for (const [code, words] of Object.entries(table)) for (const word of [code, ...words]) made.set(nameKey(word), code);
  byWord.set(name, made);
  return made;
}

/** The code a word means; null when it is none of ours. */
export const findWord = (name: WordTableName, text: string): string | null => codesOf(name).get(nameKey(text)) ?? null;

/** Every word known for a table, for finding what a mistyped one was meant to be. */
export const knownWords = (name: WordTableName): ReadonlyMap<string, string> => codesOf(name);

/** The word shown for a code: the first one of the language. */
export function wordLabel(name: WordTableName, code: string, locale: string): string {
  const table: WordTable = wordTables[name];
  const words = table[code] ?? [code];
  const fits = (word: string) => /\p{Script=Han}/u.test(word) !== (locale === 'en');
  return words.find(fits) ?? words[0] ?? code;
}
