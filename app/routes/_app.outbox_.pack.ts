import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { can } from '~/core/permissions';
import { listOwnAccountIds } from '~/features/accounts/queries.server';
import { listMyDue } from '~/features/coverage/queries/mine.server';
import { accountsKept, packOf } from '~/features/visits/pack';
import { listCommitments } from '~/features/visits/queries/commitments.server';
import { listVisitsAround } from '~/features/visits/queries/day.server';

const daysKept = 7;

/** The pages this person's phone keeps: of the accounts those with visits first, then those overdue, then the latest changed. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const person = ctx.actor.personId;
  if (!can(ctx.actor, 'visit.read')) return Response.json({ person, ...packOf([], [], ctx.now) });
  const [visits, due, late] = await Promise.all([
    listVisitsAround(ctx, daysKept),
    listMyDue(ctx, accountsKept),
    listCommitments(ctx, { reach: 'mine', show: 'overdue' }, { size: accountsKept }),
  ]);
  const first = [
    ...visits.map(({ accountId }) => accountId),
    ...late.rows.flatMap(({ accountId }) => accountId ?? []),
    ...due.map(({ id }) => id),
  ];
  const own = await listOwnAccountIds(ctx, accountsKept, [...new Set(first)]);
  return Response.json({ person, ...packOf(visits, own, ctx.now) });
}
