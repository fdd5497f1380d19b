import type { LoaderFunctionArgs } from '@remix-run/node';
import { browserLocale } from '~/core/preferences.server';
import { openApi } from '~/features/api/openapi.server';

/** What the interface offers, the same for everybody: no token needed. */
export async function loader({ request }: LoaderFunctionArgs) {
  const locale = browserLocale(request);
  const headers = { 'Cache-Control': 'public, max-age=300', Vary: 'Accept-Language', 'Content-Language': locale };
  return Response.json(openApi(locale), { headers });
}
