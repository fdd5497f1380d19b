export const subjectKinds = [
  'account',
  'contact',
  'assignment',
  'opportunity',
  'visit',
  'need',
  'commitment',
  'import',
  'person',
  'unit',
  'offering',
  'view',
  'coverage',
  'session',
] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** The events of commands, for the filter; others are shown all the same. */
export const events = [
  'account.created', 'account.changed', 'account.assigned', 'account.deleted', 'account.restored',
  'contact.created', 'contact.changed', 'contact.deleted', 'contact.restored',
  'assignment.added', 'assignment.ended',
  'opportunity.created', 'opportunity.updated', 'opportunity.moved', 'opportunity.move_undone', 'opportunity.assigned',
  'opportunity.evidence', 'opportunity.next_step_set', 'opportunity.deleted', 'opportunity.restored',
  'visit.planned', 'visit.started', 'visit.completed', 'visit.edited', 'visit.rescheduled', 'visit.cancelled',
  'visit.missed', 'visit.deleted', 'visit.restored', 'visit.check_explained', 'visit.check_accepted',
  'visit.photo_added', 'visit.photo_removed', 'visit.photo_restored', 'visit.voice_added', 'visit.voice_removed',
  'visit.voice_restored', 'visit.confirmation_asked', 'visit.confirmed',
  'visit.commented', 'visit.comment_edited', 'visit.comment_deleted', 'visit.coached', 'visit.coaching_edited',
  'need.added', 'need.updated', 'commitment.made', 'commitment.kept', 'commitment.broken',
  'commitment.answered', 'commitment.proved', 'commitment.reopened',
  'import.uploaded', 'import.started', 'import.finished', 'import.reopened', 'import.undone',
  'opportunity.exported', 'view.saved', 'view.updated', 'view.deleted', 'coverage.changed',
  'person.created', 'person.changed', 'person.left', 'person.returned', 'person.role_granted', 'person.role_revoked',
  'person.password_issued', 'person.calendar_opened', 'person.calendar_closed',
  'unit.created', 'unit.renamed', 'session.role_switched', 'session.revoked',
] as const; // biome-ignore format: one line a subject
