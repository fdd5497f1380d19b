/** Refusals that any form may meet; the keys are those of `core/fields.ts` and `core/result.ts`. */
export const form = {
  'error.invalid': '有内容需要修改',
  'error.stale': '您编辑期间，这条记录已被他人更新。您填写的内容仍在，请核对后再保存。',
  'error.account_deleted': '所属客户在回收站中或不在您的范围内，请先恢复客户',
  'error.required': '请填写',
  'error.choose': '请选择',
  'error.too_long': '内容太长',
  'error.characters': '含有无法保存的字符',
  'error.version': '页面已过期，请刷新后重试',
  'error.day': '请填写正确的日期',
  'error.moment': '请填写正确的日期和时间',
  'error.money': '请填写正确的金额，例如 32万 或 3200.50',
  'error.number': '请填写数字',
  'error.integer': '请填写整数',
  'error.range': '超出允许的范围',
} as const;
