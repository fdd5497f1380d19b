import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { can } from '~/core/permissions';
import { packOf } from '~/features/visits/offline';
import { listVisitsAround } from '~/features/visits/queries/day.server';

const daysKept = 7;

/** The pages this person's phone keeps. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const visits = can(ctx.actor, 'visit.read') ? await listVisitsAround(ctx, daysKept) : [];
  return Response.json({ person: ctx.actor.personId, pages: packOf(visits, ctx.now) });
}
