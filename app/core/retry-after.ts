import type { HeadersFunction } from '@remix-run/node';

/** The `headers` of a route with an error page: a refusal for now says there, too, when to come back. */
export const keepRetryAfter: HeadersFunction = ({ errorHeaders, parentHeaders }) => {
  const headers = new Headers(parentHeaders);
  const seconds = errorHeaders?.get('Retry-After');
  if (seconds) headers.set('Retry-After', seconds);
  return headers;
};
