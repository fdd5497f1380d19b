import type { ImportField } from '../fields';
import { day, integer, line, reference, text, word } from './cell';

export const visitFields: readonly ImportField[] = [
  { name: 'account', cell: reference('account'), required: true, headings: ['客户', '客户名称', '单位名称', '拜访客户', '统一社会信用代码', '客户编码', '客户编号', 'account', 'account name', 'company', 'customer'] },
  { name: 'purpose', cell: line(200), required: true, headings: ['目的', '拜访目的', '事由', '拜访主题', '主题', 'purpose', 'subject'] },
  { name: 'plannedAt', cell: { type: 'moment' }, required: true, headings: ['拜访时间', '时间', '日期', '拜访日期', '计划时间', '走访日期', 'date', 'time', 'planned at', 'visited at', 'visit date', 'planned for', 'when', '开始时间', 'began'] },
  { name: 'plannedMinutes', cell: integer(5, 1440), headings: ['时长', '时长分钟', '分钟', 'minutes', 'duration', 'length', 'planned minutes'] },
  { name: 'status', cell: word('visitStatus'), headings: ['状态', '拜访状态', 'status', 'state'] },
  { name: 'type', cell: word('visitType'), headings: ['类型', '拜访类型', 'type', 'visit type'] },
  { name: 'channel', cell: word('channel'), headings: ['方式', '拜访方式', '渠道', 'channel', 'way'] },
  { name: 'owner', cell: reference('person'), headings: ['客户经理', '拜访人', '负责人', 'owner', 'visitor', 'account manager', 'visited by'] },
  { name: 'contacts', cell: reference('contacts'), onlyNew: true, headings: ['客户参与人', '联系人', '拜访对象', '参与人', '受访人', 'contacts', 'contact', 'attendees', '客户方参加人', '客户方', '见到谁', 'customer attendees', 'whom you met', 'whom you will meet'] },
  { name: 'opportunity', cell: reference('opportunity'), headings: ['商机', '关联商机', '商机名称', '商机编号', 'opportunity', 'deal'] },
  { name: 'note', cell: text, headings: ['拜访纪要', '纪要', '内容', '拜访内容', '备注', '记录', 'note', 'notes', 'minutes of meeting', 'summary'] },
  { name: 'competitorNote', cell: text, headings: ['竞争动态', '友商动态', '竞争情况', 'competitor', 'competitor note', '竞品动向', 'competitors', 'competition'] },
  { name: 'satisfaction', cell: integer(1, 5), headings: ['满意度', '客户满意度', 'satisfaction', 'customer satisfaction'] },
  { name: 'nextStep', cell: line(300), headings: ['下一步', '下一步计划', '后续计划', 'next step'] },
  { name: 'nextStepOn', cell: day, headings: ['下一步日期', '下次拜访', '下次拜访日期', 'next step date', 'next step on', 'next step by'] },
  { name: 'cancelReason', cell: line(200), headings: ['取消原因', 'cancel reason', '原因', 'reason'] },
  { name: 'externalKey', cell: line(100), headings: ['拜访编号', '外部编号', '编号', 'visit id', 'external key', 'external id'] },
]; // biome-ignore format: one line a field
