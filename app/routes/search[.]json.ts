import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { searchInput } from '~/features/search/input';
import { search } from '~/features/search/queries.server';
import { perKind } from '~/features/search/rules';

/** What the palette asks while somebody types. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const query = searchInput.parse(Object.fromEntries(new URL(request.url).searchParams));
  return json({ groups: await search(ctx, { ...query, limit: perKind.palette }) });
}
