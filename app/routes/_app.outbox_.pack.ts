import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { can } from '~/core/permissions';
import { listOwnAccountIds } from '~/features/accounts/queries.server';
import { packOf } from '~/features/visits/pack';
import { listVisitsAround } from '~/features/visits/queries/day.server';

const daysKept = 7;
const accountsKept = 50;

/** The pages this person's phone keeps. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const [visits, own] = can(ctx.actor, 'visit.read')
    ? await Promise.all([listVisitsAround(ctx, daysKept), listOwnAccountIds(ctx, accountsKept)])
    : [[], []];
  return Response.json({ person: ctx.actor.personId, ...packOf(visits, own, ctx.now) });
}
