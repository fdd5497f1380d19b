import type { recycle as zh } from '../zh-CN/recycle';

export const recycle = {
  'recycle.title': 'Recycle bin',
  'recycle.hint': 'What was deleted is kept for {n} days and can be restored.',
  'recycle.empty': 'The recycle bin is empty',
  'recycle.kind': 'Kind',
  'recycle.all': 'Everything',
  'recycle.kind.account': 'Account',
  'recycle.kind.contact': 'Contact',
  'recycle.kind.opportunity': 'Opportunity',
  'recycle.kind.visit': 'Visit',
  'recycle.kind.interaction': 'Interaction',
  'recycle.kind.file': 'File',
  'recycle.kind.move': 'Competitor move',
  'recycle.kind.comment': 'My comment',
  'recycle.name': 'Name',
  'recycle.account': 'Account',
  'recycle.by': 'Deleted by',
  'recycle.at': 'Deleted',
  'recycle.restore': 'Restore',
  'recycle.done': 'Restored',
} as const satisfies Record<keyof typeof zh, string>;
