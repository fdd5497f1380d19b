import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { readInput } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { forgetActor } from '~/core/session.server';
import { switchRole } from '~/features/people/commands/roles.server';
import { switchRoleInput } from '~/features/people/input';

/** Another role, another home: what was on the screen may not exist in it. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, switchRoleInput);
  if (!input.ok) throw invalid(input);
  const switched = await switchRole(ctx, input.value.role);
  if (!switched.ok) throw invalid(switched);
  await forgetActor(request);
  return redirect('/');
}

export async function loader({ request }: { request: Request }) {
  await requireContext(request);
  return redirect('/settings');
}
