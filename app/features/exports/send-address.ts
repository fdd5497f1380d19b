import { type ViewPage, viewQuery } from '../views/rules';

/** Where the list at an address is set to be sent: from its saved view, or from the form that saves one first. */
export function sendAddress(page: ViewPage, search: string): string {
  const view = new URLSearchParams(search).get('view');
  if (view) return `/settings/exports/new?${new URLSearchParams({ view })}`;
  return `/views/new?${new URLSearchParams({ page, query: viewQuery(search), send: '1' })}`;
}
