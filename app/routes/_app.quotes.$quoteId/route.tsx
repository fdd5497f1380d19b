import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import type { Refused } from '~/core/result';
import { actOnQuote } from './act.server';
import { loadQuote } from './load.server';
import { QuotePage } from './quote-page';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.read');
  return loadQuote(ctx, params.quoteId!, new URL(request.url).searchParams);
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  return actOnQuote(ctx, params.quoteId!, await readBody(request));
}

export type QuoteShown = ReturnType<typeof useLoaderData<typeof loader>>;
export type QuoteAnswer = Partial<Refused> & { typed?: Record<string, unknown> };

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.quote.title ?? '' }];

export default function QuoteRoute() {
  return <QuotePage data={useLoaderData<typeof loader>()} answer={useActionData<QuoteAnswer>()} />;
}
