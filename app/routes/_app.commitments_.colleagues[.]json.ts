import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { type Context, requireContext } from '~/core/context.server';
import { requirePermission } from '~/core/permissions.server';
import { getAccount } from '~/features/accounts/queries.server';
import { getPerson } from '~/features/people/queries/people.server';
import { getCommitment } from '~/features/visits/queries/commitments.server';
import { listColleaguesOf } from '~/features/visits/queries/pickers.server';

/** The company of an account in scope, of a promise one may pass on without seeing the account, or of whoever leaves some. */
async function companyOf(ctx: Context, params: URLSearchParams) {
  const [commitment, person] = [params.get('commitment'), params.get('person')];
  if (commitment !== null) {
    const found = await getCommitment(ctx, commitment);
    requirePermission(ctx.actor, 'commitment.update', found);
    return found.tenantId;
  }
  requirePermission(ctx.actor, person === null ? 'commitment.make' : 'account.assign');
  return (await (person === null ? getAccount(ctx, params.get('account') ?? '') : getPerson(ctx, person))).tenantId;
}

/** People of the company that serves the account, of any department: whoever can be given a promise. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { searchParams } = new URL(request.url);
  const q = searchParams.get('q')?.slice(0, 100) ?? '';
  const rows = await listColleaguesOf(ctx, await companyOf(ctx, searchParams), { q });
  return json({ options: rows.map(({ id, name, title }) => ({ value: id, label: name, hint: title ?? undefined })) });
}
