import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { safeRedirect } from '~/core/paths';
import { preferenceCookies } from '~/core/preferences.server';

/** Open to all, signed in or not: it sets three harmless cookies. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData().catch(() => new FormData()); // no form: nothing is asked for
  return redirect(safeRedirect(form.get('back'), '/'), { headers: preferenceCookies(form) });
}

export const loader = () => redirect('/settings');
