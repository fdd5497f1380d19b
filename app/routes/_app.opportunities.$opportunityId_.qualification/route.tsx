import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { invalid } from '~/core/refusals.server';
import { qualifyOpportunity } from '~/features/qualification/commands.server';
import { qualificationInput } from '~/features/qualification/input';
import { loadQualification } from '~/features/qualification/page.server';
import { QualificationPage } from './qualification-page';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadQualification(ctx, params.opportunityId!);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.opportunityId!;
  const input = await readInput(request, qualificationInput);
  if (!input.ok) {
    await loadQualification(ctx, id); // what is not there is not there, whatever was sent
    return invalid(input, input.typed);
  }
  const result = await qualifyOpportunity(ctx, id, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(`${paths.opportunity(id)}/qualification`, { key: 'qualification.saved' });
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.opportunity.title ?? '' }];

export default function Qualification() {
  return <QualificationPage data={useLoaderData<typeof loader>()} />;
}
