export const quoteJournal = {
  'journal.subject.quote': '报价',
  'journal.verb.sites_added': '添加站点',
  'journal.verb.copied': '复制',
  'journal.verb.submitted': '提交审批',
  'journal.verb.sent': '发出',
  'journal.verb.revised': '修订',
  'journal.verb.withdrawn': '撤回',
  'journal.verb.customer_accepted': '客户接受',
  'journal.verb.customer_declined': '客户拒绝',
  'journal.verb.expired': '已过有效期',
  'journal.verb.policy_changed': '修改授权与开通规则',
  'journal.verb.approval_escalated': '审批超时升级',
} as const;
