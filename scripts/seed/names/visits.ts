import type { CommitmentSide, VisitType } from '~/features/visits/rules';

export const purposes: Record<VisitType, readonly string[]> = {
  first: [
    '首次拜访，了解单位概况与通信现状',
    '经园区介绍上门，认识信息负责人',
    '送公司资料与行业案例，摸清决策流程',
    '新任信息中心主任到任，登门认识',
  ],
  routine: [
    '月度走访，核对电路运行与账单',
    '送季度运行报告，听取意见',
    '了解下半年建设计划',
    '跟进方案修改意见',
    '陪同工程师做站点勘察',
    '产品演示：SD-WAN与云网一体',
    '确认预算申报口径与时间',
    '节前走访与网络保障说明',
  ],
  renewal: ['合同到期前沟通续约条件', '续约方案与价格讨论', '续约同时推荐提速与备份链路', '核对续约站点清单'],
  complaint: ['就专线中断当面致歉并说明整改', '处理账单争议', '回访投诉处理结果', '开通延期情况说明'],
  executive: ['陪同总经理高层互访', '战略合作协议洽谈', '年度合作回顾与明年规划', '邀请客户领导参观网管中心'],
};

type Commitment = { side: CommitmentSide; text: string; department: string; days: number };

const ours = (department: string, days: number, ...texts: string[]): Commitment[] =>
  texts.map((text) => ({ side: 'ours', text, department, days }));
const theirs = (days: number, ...texts: string[]): Commitment[] =>
  texts.map((text) => ({ side: 'theirs', text, department: '', days }));

/** Who of us (or the customer, without a department) promised what, and in how many days it is usually due. */
export const commitments: readonly Commitment[] = [
  ...ours('客户经理', 3, '提供三家同类客户案例', '发送会议纪要与下一步计划', '给出两档带宽的报价对比'),
  ...ours('网络运维部', 5, '出具上月中断的故障分析报告', '提供近三个月流量与时延报表', '安排一次夜间切换演练'),
  ...ours('解决方案部', 7, '提交组网方案初稿', '完成五个站点的现场勘察', '安排一次线上技术答疑'),
  ...ours('工程建设部', 15, '完成光缆引入施工', '备份链路接入并测试', '搬迁前完成新址布线验收'),
  ...ours('财务部', 10, '核对并更正账单差额', '补开上季度增值税专用发票'),
  ...ours('卫星业务部', 10, '测算站点仰角与雨衰余量', '调一套便携站供试用两周', '确认波束剩余容量'),
  ...ours('客服中心', 2, '指定专人对接报障', '回访上次报障的处理满意度'),
  ...theirs(7, '提供各网点地址与联系人清单', '开放机房供勘察', '提供现有合同到期时间表'),
  ...theirs(14, '将项目列入下季度预算申报', '组织技术、采购、财务三方评审会', '反馈合同文本意见'),
  ...theirs(21, '确认采购方式并发布公告', '完成内部立项审批'),
];
