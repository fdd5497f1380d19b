import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { safeRedirect } from '~/core/paths';
import { notFound } from '~/core/refusals.server';
import { placeOf } from '~/features/access/place.server';
import { findProvider, startSso } from '~/features/access/sso.server';

/** Leads to the company's own sign-in service. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const provider = findProvider(params.company ?? '');
  if (!provider) throw notFound();
  const to = safeRedirect(new URL(request.url).searchParams.get('to'));
  const started = await startSso(provider, { origin: placeOf(request).origin, to, address: context.ip });
  if (!started.ok) throw redirect(`/login?sso=failed&to=${encodeURIComponent(to)}`);
  return redirect(started.value.url, { headers: { 'Set-Cookie': started.value.cookie } });
}
