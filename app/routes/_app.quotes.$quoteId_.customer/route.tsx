import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { makeContract } from '~/features/contracts/commands/make.server';
import { makeInput } from '~/features/contracts/input';
import { contractOfQuote } from '~/features/contracts/queries/contract.server';
import { answerQuestion, makeLink, revokeLink } from '~/features/offers/commands/links.server';
import { askPaper } from '~/features/offers/commands/paper.server';
import { offerAction } from '~/features/offers/input';
import { listLinks, listPapers, listQuestions, sentVersion } from '~/features/offers/queries.server';
import { sendQuote } from '~/features/quotes/commands/send.server';
import { getQuote } from '~/features/quotes/queries/quote.server';
import { QuoteBadge } from '~/features/quotes/quote-badge';
import { FormErrors } from '~/ui/form-errors';
import { PageBody, PageHead } from '~/ui/page-head';
import { LinksCard } from './links-card';
import { NextCard } from './next-card';
import { PaperCard } from './paper-card';
import { QuestionsCard } from './questions-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.read');
  const { quote, accountName } = await getQuote(ctx, params.quoteId!);
  const [version, papers, contract] = await Promise.all([
    sentVersion(ctx, quote),
    listPapers(ctx, quote),
    contractOfQuote(ctx, quote),
  ]);
  const [links, questions] = version
    ? await Promise.all([listLinks(ctx, quote.tenantId, version.id), listQuestions(ctx, quote.tenantId, version.id)])
    : [[], []];
  const { id, title, number, state, version: row, revision } = quote;
  return {
    quote: { id, title, number, state, version: row, revision },
    ...{ accountName, version, papers, links, questions, contract, newId: newId(), now: ctx.now.toISOString() },
    origin: new URL(request.url).origin,
    may: { send: can(ctx.actor, 'quote.send', quote), contract: can(ctx.actor, 'contract.write', quote) },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.quoteId!;
  const body = await readBody(request);
  if (body.intent === 'contract') {
    const input = checkInput(body, makeInput);
    if (!input.ok) return invalid(input, body);
    const made = await makeContract(ctx, id, input.value);
    return made.ok ? redirect(paths.contract(made.value.id)) : invalid(made, body);
  }
  const input = checkInput(body, offerAction);
  if (!input.ok) return invalid(input, body);
  const asked = input.value;
  if (asked.intent === 'link') {
    const made = await makeLink(ctx, id, asked);
    if (!made.ok) return invalid(made, body);
    return { secret: made.value.secret, linkId: asked.id, isMailed: !made.value.secret };
  }
  const result =
    asked.intent === 'paper'
      ? await askPaper(ctx, id, asked)
      : asked.intent === 'send'
        ? await sendQuote(ctx, id, asked)
        : asked.intent === 'revoke'
          ? await revokeLink(ctx, id, asked.linkId)
          : await answerQuestion(ctx, id, asked);
  return result.ok ? redirect(paths.offer(id)) : invalid(result, body);
}

export type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
type Answer = { secret?: string | null; linkId?: string; isMailed?: boolean; ok?: boolean; reason?: string };

export default function CustomerSide() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<Answer>();
  const { revalidate } = useRevalidator();
  const isWaiting = data.papers.some(({ state }) => state === 'waiting');
  const isRefused = answer?.ok === false;
  // asking again forgets what was answered, and a link is shown but once
  const [made, setMade] = useState(answer);
  useEffect(() => {
    if (answer) setMade(answer);
  }, [answer]);
  useEffect(() => {
    if (!isWaiting || isRefused) return;
    const timer = setInterval(revalidate, 2000);
    return () => clearInterval(timer);
  }, [isWaiting, isRefused, revalidate]);
  const { quote, links } = data;
  const secret = links.some(({ id, revokedAt }) => id === made?.linkId && !revokedAt) ? (made?.secret ?? null) : null;
  return (
    <>
      <PageHead
        title={t('offer.page')}
        back={paths.quote(quote.id)}
        crumbs={[{ to: paths.quote(quote.id), label: quote.title }]}
      >
        <QuoteBadge state={quote.state} />
      </PageHead>
      <PageBody>
        {isRefused && answer.reason && <FormErrors refusal={{ ok: false, reason: answer.reason }} />}
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <div className="grid min-w-0 gap-4">
            <NextCard data={data} />
            <LinksCard data={data} secret={secret} isMailed={answer?.isMailed ?? false} />
          </div>
          <div className="grid min-w-0 gap-4">
            <PaperCard data={data} />
            {data.version && <QuestionsCard data={data} />}
          </div>
        </div>
      </PageBody>
    </>
  );
}
