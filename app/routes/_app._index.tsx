import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { homeOf } from '~/features/people/rules';

export async function loader({ request }: LoaderFunctionArgs) {
  const { actor } = await requireContext(request);
  return redirect(homeOf(actor.role));
}
