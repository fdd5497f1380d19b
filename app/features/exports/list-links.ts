import { useLocation } from '@remix-run/react';
import { withParams } from '~/ui/params';
import type { ViewInUse } from '../views/queries.server';
import { type ViewPage, viewQuery } from '../views/rules';
import { sendAddress } from './send-address';

/** A list as somebody has it before them. */
export type ListInHand = {
  page: ViewPage;
  /** The columns shown, when they are not the usual ones. */
  columns?: string | null;
  /** The saved view it was opened by. */
  view: ViewInUse | null;
  mayExport?: boolean;
};

/** Where what can be done with a list as a whole is done. */
export function useListLinks({ page, columns = null, view }: ListInHand) {
  const { search } = useLocation();
  const here = withParams(search, { cols: columns });
  const query = viewQuery(here);
  const file = (format: string) =>
    `/${page}/export${withParams(search, { format, after: null, before: null, peek: null, select: null, options: null })}`;
  return {
    query,
    save: `/views/new?${new URLSearchParams({ page, query })}`,
    csv: file('csv'),
    xlsx: file('xlsx'),
    send: sendAddress(page, here),
    /** The list is no more what its view was saved with. */
    isChanged: view !== null && view.query !== query,
  };
}
