import { useLocation } from '@remix-run/react';
import { paths } from '~/core/paths';

/** The page of a row, knowing the list it came from: so that it can offer the next one. */
export function useListLink() {
  const { search } = useLocation();
  const from = encodeURIComponent(search.slice(1));
  return (row: { id: string }) => `${paths.opportunity(row.id)}?list=${from}`;
}
