import type { ImportField } from '../fields';
import { day, integer, line, money, reference, text, word } from './cell';

export const opportunityFields: readonly ImportField[] = [
  { name: 'account', cell: reference('account'), required: true, headings: ['客户', '客户名称', '单位名称', '集团名称', '公司', '统一社会信用代码', '客户编码', '客户编号', 'account', 'account name', 'company', 'customer'] },
  { name: 'title', cell: line(200), required: true, headings: ['商机名称', '商机', '项目名称', '项目', '标题', '名称', 'opportunity', 'opportunity name', 'title', 'deal', 'deal name', 'name'] },
  { name: 'externalKey', cell: line(100), headings: ['商机编号', '商机编码', '项目编号', '外部编号', '编号', 'opportunity id', 'deal id', 'external key', 'external id', 'id'] },
  { name: 'stage', cell: reference('stage'), required: true, headings: ['阶段', '商机阶段', '销售阶段', '状态', '当前阶段', 'stage', 'deal stage', 'status'] },
  { name: 'firstStage', cell: reference('stage'), onlyNew: true, headings: ['初始阶段', '起始阶段', 'first stage', 'initial stage', 'created in stage'] },
  { name: 'offering', cell: reference('offering'), headings: ['产品', '销售品', '产品名称', '业务类型', 'product', 'offering'] },
  { name: 'owner', cell: reference('person'), headings: ['客户经理', '负责人', '商机负责人', '归属人', 'owner', 'sales agent', 'account manager', 'salesperson'] },
  { name: 'oneOffFen', cell: money, headings: ['一次性金额', '一次性费用', '金额', '商机金额', '预计金额', '合同金额', '项目金额', 'amount', 'one-off', 'one off amount', 'value', 'close value'] },
  { name: 'monthlyFen', cell: money, headings: ['月租', '月租费', '月费', '月金额', '每月金额', 'monthly', 'monthly amount', 'mrr'] },
  { name: 'months', cell: integer(0, 600), headings: ['月数', '合同月数', '合同期', '合约期', '期限', 'months', 'term', 'contract months'] },
  { name: 'probability', cell: integer(0, 100), headings: ['赢率', '赢单率', '成功概率', '概率', 'probability', 'win rate'] },
  { name: 'expectedCloseOn', cell: day, headings: ['预计签约', '预计签约日期', '预计成交日期', '预计成交', '预计关闭日期', '预计结束', 'expected close', 'expected close date', 'close date expected'] },
  { name: 'closedOn', cell: day, headings: ['签约日期', '成交日期', '关闭日期', '结束日期', '实际成交日期', 'closed on', 'close date', 'closed date'] },
  { name: 'closeReason', cell: word('closeReason'), headings: ['输赢原因', '赢单原因', '输单原因', '关闭原因', '原因', 'close reason', 'reason', 'loss reason', '赢在哪里', 'what won it', 'what lost it'] },
  { name: 'closeNote', cell: text, headings: ['原因说明', '关闭说明', '输赢说明', 'close note', 'reason note', '补充说明', 'anything to add'] },
  { name: 'competitor', cell: reference('competitor'), headings: ['竞争对手', '竞争者', '友商', 'competitor'] },
  { name: 'source', cell: word('source'), headings: ['来源', '商机来源', 'source', 'lead source'] },
  { name: 'createdOn', cell: day, onlyNew: true, headings: ['创建日期', '创建时间', '立项日期', '录入日期', '开始日期', 'created', 'created on', 'create date', 'engage date', 'start date'] },
  { name: 'nextStep', cell: line(300), headings: ['下一步', '下一步计划', '下步计划', 'next step'] },
  { name: 'nextStepOn', cell: day, headings: ['下一步日期', '下次跟进日期', '下次跟进', 'next step date', 'next step on'] },
]; // biome-ignore format: one line a field
