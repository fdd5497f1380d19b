import type { ImportField } from '../fields';
import { line, money, word } from './cell';

export const offeringFields: readonly ImportField[] = [
  { name: 'code', cell: line(60), required: true, headings: ['产品编码', '编码', '产品代码', '代码', '销售品编码', 'code', 'product code', 'sku', 'product id'] },
  { name: 'name', cell: line(120), required: true, headings: ['产品名称', '名称', '产品', '销售品', '销售品名称', 'name', 'product', 'product name', 'offering'] },
  { name: 'nameEn', cell: line(120), headings: ['英文名', '英文名称', 'english name', 'name en'] },
  { name: 'line', cell: word('productLine'), required: true, headings: ['产品线', '产品大类', '大类', '业务类型', '类别', 'line', 'product line', 'category', 'series'] },
  { name: 'lifecycle', cell: word('lifecycle'), headings: ['生命周期', '状态', '产品状态', 'lifecycle', 'status'] },
  { name: 'listOneOffFen', cell: money, headings: ['一次性价格', '一次性费用', '目录价', '价格', '标准价', 'price', 'list price', 'one-off price', 'sales price'] },
  { name: 'listMonthlyFen', cell: money, headings: ['月租', '月租费', '月价格', '月费', 'monthly price', 'monthly fee'] },
]; // biome-ignore format: one line a field
