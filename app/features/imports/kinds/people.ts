import type { ImportField } from '../fields';
import { day, email, line, phone, reference, word } from './cell';

export const personFields: readonly ImportField[] = [
  { name: 'name', cell: line(60), required: true, headings: ['姓名', '员工姓名', '名字', 'name', 'full name', 'sales agent', 'employee'] },
  { name: 'email', cell: email, required: true, headings: ['邮箱', '电子邮箱', '电子邮件', '登录邮箱', 'email', 'e-mail', 'mail'] },
  { name: 'role', cell: word('role'), required: true, headings: ['角色', '系统角色', '岗位角色', 'role'] },
  { name: 'unit', cell: reference('unit'), headings: ['部门', '所属部门', '组织', '团队', '所属组织', '单位', 'unit', 'team', 'department', 'office'] },
  { name: 'employeeNo', cell: line(40), headings: ['工号', '员工编号', '员工号', 'employee no', 'employee number', 'employee id', 'staff no'] },
  { name: 'title', cell: line(100), headings: ['职务', '职位', '岗位', 'title', 'job title', 'position'] },
  { name: 'phone', cell: phone, headings: ['手机', '手机号', '电话', '联系电话', 'phone', 'mobile', 'tel', 'telephone'] },
  { name: 'joinedOn', cell: day, headings: ['入职日期', '入职时间', 'joined', 'joined on', 'hire date', 'start date'] },
]; // biome-ignore format: one line a field
