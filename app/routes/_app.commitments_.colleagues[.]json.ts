import type { LoaderFunctionArgs } from '@remix-run/node';
import { type Context, requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { getAccount } from '~/features/accounts/queries.server';
import { getCommitment } from '~/features/visits/queries/commitments.server';
import { listColleaguesOf } from '~/features/visits/queries/pickers.server';

/** The company of an account in scope, or of a promise the person may pass on without seeing the account. */
async function company(ctx: Context, params: URLSearchParams) {
  const given = params.get('commitment');
  if (given === null) requirePermission(ctx.actor, 'commitment.make');
  const found = await (given === null ? getAccount(ctx, params.get('account') ?? '') : getCommitment(ctx, given));
  if (given !== null) requirePermission(ctx.actor, 'commitment.update', found);
  return found.tenantId;
}

/** People of the company that serves the account, of any department: whoever can be given a promise. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { searchParams } = new URL(request.url);
  const rows = await listColleaguesOf(
    ctx,
    await company(ctx, searchParams),
    searchParams.get('q')?.slice(0, 100) ?? '',
  );
  return { options: rows.map(({ id, name, title }) => ({ value: id, label: name, hint: title ?? undefined })) };
}
