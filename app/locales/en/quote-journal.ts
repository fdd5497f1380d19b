import type { quoteJournal as zh } from '../zh-CN/quote-journal';

export const quoteJournal = {
  'journal.subject.quote': 'Quote',
  'journal.verb.sites_added': 'sites added',
  'journal.verb.copied': 'copied',
  'journal.verb.submitted': 'sent for approval',
  'journal.verb.sent': 'sent',
  'journal.verb.revised': 'revised',
  'journal.verb.withdrawn': 'withdrawn',
  'journal.verb.customer_accepted': 'accepted by the customer',
  'journal.verb.customer_declined': 'declined by the customer',
  'journal.verb.expired': 'expired',
  'journal.verb.policy_changed': 'authority and access rules changed',
  'journal.verb.approval_escalated': 'approval escalated',
} as const satisfies Record<keyof typeof zh, string>;
