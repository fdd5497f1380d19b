import type { visitDrafts as zh } from '../zh-CN/visit-drafts';

export const visitDrafts = {
  'visit_draft.title': 'Visits to confirm',
  'visit_draft.title_one': 'Confirm a visit',
  'visit_draft.note': 'Drafted by an assistant; counted once you confirm',
  'visit_draft.confirm': 'Confirm',
  'visit_draft.look': 'Look and confirm',
  'visit_draft.drop': 'Drop',
  'visit_draft.dropped': 'Draft dropped',
  'visit_draft.confirm_hint':
    'An assistant drafted this visit. Check it, add what is missing and confirm; until then it counts nowhere.',
  'visit_draft.too_many': 'You may have {n} drafts waiting. Confirm or drop some first.',
  'journal.verb.drafted': 'drafted by an assistant',
  'journal.verb.draft_dropped': 'draft dropped',
  'visit.event.drafted': 'drafted the visit with an assistant',
  'visit.event.draft_dropped': 'dropped the draft',
} satisfies Record<keyof typeof zh, string>;
