import type { Permission } from '~/core/permissions';

export const viewPages = ['opportunities', 'accounts', 'visits'] as const;
export type ViewPage = (typeof viewPages)[number];

/** What a page asks of those who open it. */
export const readingOf = {
  opportunities: 'opportunity.read',
  accounts: 'account.read',
  visits: 'visit.read',
} as const satisfies Record<ViewPage, Permission>;

export const mostViews = 100;

/** Where a view leads. */
export const viewAddress = (view: { id: string; page: ViewPage; query: string }) =>
  `/${view.page}?${view.query ? `${view.query}&` : ''}view=${view.id}`;

const transient = ['after', 'before', 'peek', 'view', 'list', 'on', 'select', 'options', 'filter'];

/** The part of an address worth keeping, in a fixed order: filters, sort and shape, not the page one happened to be on. */
export function viewQuery(text: string): string {
  const params = new URLSearchParams(text.replace(/^\?/, ''));
  for (const name of transient) params.delete(name);
  for (const [name, value] of [...params]) if (!value) params.delete(name, value);
  params.sort();
  return params.toString();
}

/** The columns an address asks for (`cols=grade,kind`, or one `cols` a box before JavaScript); null for the usual ones. */
export function readColumns(params: URLSearchParams): string[] | null {
  if (!params.has('cols')) return null;
  return params
    .getAll('cols')
    .flatMap((said) => said.split(','))
    .filter((id) => /^[a-z_][a-z0-9_]{0,49}$/i.test(id));
}
