import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { notFound } from '~/core/refusals.server';

/** An address that leads nowhere is answered inside the shell, in the person's language. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireContext(request);
  throw notFound();
}

export default function NotFound() {
  return null;
}
