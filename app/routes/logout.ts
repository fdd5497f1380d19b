import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { closeSession } from '~/core/session.server';

/** Ends whatever session the request carries; without one it is a way to the sign-in page. */
export async function action({ request }: ActionFunctionArgs) {
  return redirect('/login', {
    headers: { 'Set-Cookie': await closeSession(request), 'Clear-Site-Data': '"cache", "storage"' },
  });
}

export const loader = () => redirect('/');
