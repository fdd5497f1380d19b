import type { enterpriseRegister as zh } from '../zh-CN/enterprise-register';

export const enterpriseRegister = {
  'enterprise.edit': 'Edit group',
  'enterprise.edit_hint':
    'All companies share the register of groups; administrators of the group keep it. What is changed here changes for all.',
  'enterprise.name': 'Name of the group',
  'enterprise.saved': 'Group saved',
  'enterprise.code_taken': 'Another group of the register has this code',
  'enterprise.merge': 'Merge a double',
  'enterprise.merge_hint': 'Where one group was registered twice, the other becomes part of this one.',
  'enterprise.merge_other': 'The double of “{name}”',
  'enterprise.merge_other_hint': 'By name; once merged it can no longer be chosen',
  'enterprise.continue': 'Continue',
  'enterprise.stays': 'Stays',
  'enterprise.goes': 'Becomes part of it',
  'enterprise.swap': 'Swap',
  'enterprise.moves': '{n|# branch comes|# branches come} under “{name}”, and the history of each says so.',
  'enterprise.moves_none':
    'None of the branches you see is under it: after the merge it just cannot be chosen any more.',
  'enterprise.takes':
    'A code, short name or industry the one that stays lacks is taken from the other; the rest stays.',
  'enterprise.merge_confirm': 'Merge',
  'enterprise.merged': 'Merged',
  'enterprise.same': 'Choose another group',
  'enterprise.two_codes':
    'Each of the two has a credit code of its own: they are two organisations. If one code is wrong, correct it first.',
  'enterprise.merges': 'Doubles merged into it',
  'enterprise.merged_by': '{who} · {at} · {n|# branch|# branches}',
  'enterprise.undone_at': 'undone {at}',
  'enterprise.left_there': '{n|# branch had|# branches had} gone elsewhere and stayed there',
  'enterprise.undo': 'Undo the merge',
  'enterprise.undone': 'Merge undone',
  'enterprise.kept_gone': 'This group has become part of another since: undo that merge first',
  'enterprise.double': 'Double',
  'enterprise.left': 'Branches left',
  'journal.verb.joined_other': 'became part of another group',
  'enterprise.history': 'History',
} as const satisfies Record<keyof typeof zh, string>;
