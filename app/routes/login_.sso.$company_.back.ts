import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { safeRedirect } from '~/core/paths';
import { notFound } from '~/core/refusals.server';
import { openSession } from '~/core/session.server';
import { placeOf } from '~/features/access/place.server';
import { findProvider, finishSso } from '~/features/access/sso.server';

/** Where the company's own sign-in service sends the browser back to. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const provider = findProvider(params.company ?? '');
  if (!provider) throw notFound();
  const done = await finishSso(provider, request, placeOf(request).origin);
  if (!done.ok) throw redirect(`/login?sso=${done.reason === 'access.sso_unknown' ? 'unknown' : 'failed'}`);
  const cookie = await openSession(request, done.value.personId, { address: context.ip, method: 'sso' });
  return redirect(safeRedirect(done.value.to), { headers: { 'Set-Cookie': cookie } });
}
