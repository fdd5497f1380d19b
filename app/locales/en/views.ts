import type { views as zh } from '../zh-CN/views';

export const views = {
  'view.title': 'Saved views',
  'view.save': 'Save view',
  'view.name': 'Name',
  'view.shared_with': 'Shared with',
  'view.only_me': 'Only me',
  'view.shared': 'Shared with {unit}',
  'view.by': 'Shared by {name}',
  'view.pinned': 'In the side bar',
  'view.page': 'Page',
  'view.page.opportunities': 'Opportunities',
  'view.page.accounts': 'Accounts',
  'view.page.visits': 'Visits',
  'view.saved': 'View “{name}” saved',
  'view.updated': 'View “{name}” updated',
  'view.update': 'Update view',
  'view.save_as': 'Save as a new view',
  'view.in_use': 'View: {name}',
  'view.stale':
    'This view has just been changed elsewhere and was not overwritten. Press again to update it with these filters.',
  'view.deleted': 'View “{name}” deleted',
  'view.empty': 'No saved views yet',
  'view.empty_hint': 'Set filters in a list of opportunities, accounts or visits, then choose “Save view”.',
  'view.edit': 'Edit view',
  'view.manage': 'Manage views',
  'view.too_many': 'At most 100 views',
} as const satisfies Record<keyof typeof zh, string>;
