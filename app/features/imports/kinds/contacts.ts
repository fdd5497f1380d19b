import type { ImportField } from '../fields';
import { email, integer, line, phone, reference, text, word } from './cell';

export const contactFields: readonly ImportField[] = [
  { name: 'account', cell: reference('account'), required: true, headings: ['客户', '客户名称', '单位', '单位名称', '所属客户', '公司', '统一社会信用代码', '客户编码', '客户编号', 'account', 'account name', 'company', 'customer'] },
  { name: 'name', cell: line(60), required: true, headings: ['姓名', '联系人', '联系人姓名', '名字', 'name', 'contact', 'contact name', 'full name'] },
  { name: 'title', cell: line(100), headings: ['职务', '职位', '岗位', 'title', 'job title', 'position'] },
  { name: 'department', cell: line(100), headings: ['部门', '科室', '所在部门', 'department', 'dept'] },
  { name: 'mobile', cell: phone, headings: ['手机', '手机号', '手机号码', '移动电话', 'mobile', 'cell', 'mobile phone'] },
  { name: 'phone', cell: phone, headings: ['电话', '固定电话', '座机', '办公电话', '联系电话', 'phone', 'telephone', 'tel', 'office phone', 'landline'] },
  { name: 'email', cell: email, headings: ['邮箱', '电子邮箱', '电子邮件', 'email', 'e-mail', 'mail'] },
  { name: 'wechat', cell: line(60), headings: ['微信', '微信号', 'wechat'] },
  { name: 'buyingRole', cell: word('buyingRole'), headings: ['决策角色', '角色', '采购角色', 'buying role', 'role'] },
  { name: 'influence', cell: integer(1, 5), headings: ['影响力', '影响程度', 'influence'] },
  { name: 'attitude', cell: word('attitude'), headings: ['态度', '立场', 'attitude', 'stance'] },
  { name: 'reportsTo', cell: reference('contact'), onlyNew: true, headings: ['上级', '直接上级', '汇报给', 'reports to', 'boss', 'supervisor'] },
  { name: 'note', cell: text, headings: ['备注', '说明', 'note', 'notes', 'remark', 'comment'] },
  { name: 'externalKey', cell: line(100), headings: ['联系人编号', '外部编号', '编号', 'contact id', 'external key', 'external id'] },
]; // biome-ignore format: one line a field
