export const mailKinds = ['invitation', 'digest', 'notice', 'offer', 'recovery'] as const;
export type MailKind = (typeof mailKinds)[number];

export type MailParams = {
  sequence?: number;
  noticeId?: string;
  day?: string;
  linkId?: string;
  locale?: 'zh-CN' | 'en';
};

/** How a mail stands, from its row. */
export function mailState(mail: { sentAt: unknown; failedAt: unknown; droppedAt: unknown }) {
  if (mail.sentAt) return 'sent' as const;
  if (mail.failedAt) return 'failed' as const;
  return mail.droppedAt ? ('dropped' as const) : ('waiting' as const);
}
