export const noticeKinds = [
  'comment', 'question', 'answer', 'mention', 'coached', 'check_explained', 'check_accepted', 'visit_reacted',
  'account_assigned', 'opportunity_assigned', 'visit_planned', 'visit_moved', 'visit_joined', 'visit_cancelled',
  'commitment_given', 'commitment_changed', 'commitment_settled', 'commitment_soon', 'commitment_due', 'commitment_overdue',
  'invitation_accepted', 'invitation_declined',
  'lead_offered', 'lead_again', 'lead_returned', 'lead_step', 'deal_retry', 'approval_waiting', 'approval_decided',
  'quote_question', 'quote_accepted', 'quote_declined', 'contract_ending',
  'reward_confirmed', 'reward_voided', 'reward_restored',
  'certificate_issued', 'certificate_ending', 'certificate_revoked', 'certificate_assigned', 'evidence_waiting', 'evidence_decided',
  'award_granted', 'award_answered', 'assessment_asked', 'selection_told',
  'course_assigned', 'seat_given', 'exam_marked', 'rule_fired',
  'factor_reset', 'sign_in_changed', 'new_device', 'webhook_failed', 'webhook_off', 'scheduled_export',
] as const; // biome-ignore format: one line a theme
export type NoticeKind = (typeof noticeKinds)[number];

/** What may be a warning of somebody else: it cannot be switched off, and goes out by mail even when it was read. */
const alwaysTold: readonly NoticeKind[] = ['factor_reset', 'sign_in_changed', 'new_device'];
export const isAlwaysTold = (kind: NoticeKind) => alwaysTold.includes(kind);
export const mutableKinds = noticeKinds.filter((kind) => !isAlwaysTold(kind));

export const digestRhythms = ['off', 'daily', 'weekly'] as const;
export type DigestRhythm = (typeof digestRhythms)[number];

export const noticeSubjects = [
  'visit',
  'account',
  'opportunity',
  'commitment',
  'lead',
  'quote',
  'contract',
  'reward',
  'certificate',
  'award',
  'opening',
  'course',
  'exam',
  'person',
  'webhook',
  'export',
] as const;
export type NoticeSubject = (typeof noticeSubjects)[number];
