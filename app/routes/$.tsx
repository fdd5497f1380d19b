import { notFound } from '~/core/refusals.server';

/** Here so that a page that does not exist is still answered in the person's language. */
export function loader() {
  throw notFound();
}

export default function NotFound() {
  return null;
}
