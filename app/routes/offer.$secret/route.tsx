import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { invalid } from '~/core/refusals.server';
import { hiddenMeta } from '~/features/confirmations/hidden-meta';
import { customerInput } from '~/features/offers/input';
import { findOffer, sayToOffer } from '~/features/offers/public.server';
import { OfferPage } from './offer-page';

export const meta = hiddenMeta;

/** Open to all: the secret is the key. Reading answers nothing. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const offer = await findOffer(params.secret!, context.ip);
  return data({ offer, secret: params.secret!, id: newId() }, { status: offer ? 200 : 404 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const input = await readInput(request, customerInput);
  if (!input.ok) return invalid(input, input.typed);
  const said = await sayToOffer(params.secret!, input.value, context.ip);
  return data({ said, intent: input.value.intent }, { status: said ? 200 : 404 });
}

export default function OfferRoute() {
  const { offer, secret, id } = useLoaderData<typeof loader>();
  const answer = useActionData<{ said?: string | null; intent?: string }>();
  const { revalidate } = useRevalidator();
  const isWaiting = offer?.quote && offer.papers.length === 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && revalidate(), 5000);
    return () => clearInterval(timer);
  }, [isWaiting, revalidate]);
  return <OfferPage offer={offer} secret={secret} id={id} answer={answer} />;
}
