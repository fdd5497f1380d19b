export const mailKinds = ['invitation', 'digest', 'notice'] as const;
export type MailKind = (typeof mailKinds)[number];

/** How a mail stands, from its row. */
export function mailState(mail: { sentAt: unknown; failedAt: unknown; droppedAt: unknown }) {
  if (mail.sentAt) return 'sent' as const;
  if (mail.failedAt) return 'failed' as const;
  return mail.droppedAt ? ('dropped' as const) : ('waiting' as const);
}
