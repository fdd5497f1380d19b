import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { isId, newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { getBundle } from '~/features/bundles/queries.server';
import { nameIn } from '~/features/offerings/named';
import { getOpportunity, listOpenOpportunitiesOf } from '~/features/opportunities/queries.server';
import { createQuote } from '~/features/quotes/commands/create.server';
import { newQuoteInput } from '~/features/quotes/input';
import { offeringForQuote } from '~/features/quotes/queries/prices.server';
import { needForQuote } from '~/features/solutions/queries.server';
import { matchNeed } from '~/features/visits/commands/needs.server';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Field, FormActions } from '~/ui/field';
import { FileSpreadsheet } from '~/ui/icons';
import { Input } from '~/ui/input';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

/** What the address carries from a need, a proposal or a deal, so that nothing is typed again. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'quote.write');
  const params = new URL(request.url).searchParams;
  const [need, offering, bundle] = await Promise.all([
    needForQuote(ctx, params.get('needId') ?? ''),
    offeringForQuote(ctx, params.get('offering') ?? ''),
    params.get('bundle') ? getBundle(ctx, params.get('bundle')!) : null,
  ]);
  const added = bundle?.bundle ?? offering;
  const carried = {
    ...(need && { needId: need.id }),
    ...(offering && { offering: offering.id }),
    ...(bundle && { bundle: bundle.bundle.id }),
  };
  const about = {
    carried,
    need: need?.text ?? params.get('need'),
    adding: added && { name: added.name, nameEn: added.nameEn },
  };
  const dealId = params.get('opportunity') ?? need?.opportunityId;
  const accountId = params.get('account') ?? need?.accountId;
  if (!dealId) {
    const deals = accountId ? await listOpenOpportunitiesOf(ctx, accountId) : null;
    return {
      kind: 'asking' as const,
      ...about,
      accountId: accountId ?? null,
      deals: deals?.map(({ id, title }) => ({ id, title })) ?? null,
    };
  }
  const { opportunity, accountName } = await getOpportunity(ctx, dealId);
  return {
    kind: 'begun' as const,
    ...about,
    id: newId(),
    opportunityId: opportunity.id,
    deal: opportunity.title,
    accountName,
    title: (about.need ?? opportunity.title).slice(0, 120),
    months: opportunity.months || 36,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  const input = checkInput(body, newQuoteInput);
  if (!input.ok) return invalid(input, body);
  const terms = translate(ctx.actor.locale)('quote.standard_terms');
  const result = await createQuote(ctx, input.value, terms);
  if (!result.ok) return invalid(result, body);
  await matchNeed(ctx, String(body.needId ?? ''));
  const page = paths.quote(result.value.id);
  const next = isId(body.bundle)
    ? `${page}/bundle?bundle=${body.bundle}`
    : isId(body.offering)
      ? `${page}/lines?offering=${body.offering}`
      : `${page}?tab=sites`;
  return redirectWithToast(next, { key: 'quote.created' });
}

export default function NewQuote() {
  const t = useT();
  const { locale } = useFormat();
  const data = useLoaderData<typeof loader>();
  const about = [
    data.need && data.kind === 'asking' ? t('solution.for_need', { text: data.need }) : '',
    data.adding ? t('solution.with', { name: nameIn(locale, data.adding) }) : '',
  ].filter(Boolean);
  return (
    <>
      <PageHead
        title={t('quote.new')}
        back={
          data.kind === 'begun'
            ? paths.opportunity(data.opportunityId)
            : data.accountId
              ? paths.account(data.accountId)
              : '/quotes'
        }
      />
      <PageBody narrow>
        {data.kind === 'asking' ? (
          <WhichDeal deals={data.deals} accountId={data.accountId} carried={data.carried} about={about} />
        ) : (
          <ActionForm
            hidden={{ id: data.id, opportunityId: data.opportunityId, ...data.carried }}
            values={{ title: data.title, months: data.months }}
            labels={{ title: t('quote.name'), months: t('quote.months') }}
          >
            <p className="text-ink-2">{[data.accountName, data.deal].filter(Boolean).join(' · ')}</p>
            {about.map((words) => (
              <p key={words} className="text-brand-ink">
                {words}
              </p>
            ))}
            <Field name="title" label={t('quote.name')} required>
              <Input maxLength={120} />
            </Field>
            <Field name="months" label={t('quote.months')} required>
              <Input inputMode="numeric" maxLength={3} />
            </Field>
            <FormActions>
              <SubmitButton>{t('quote.begin')}</SubmitButton>
              <ButtonLink to={paths.opportunity(data.opportunityId)} variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        )}
      </PageBody>
    </>
  );
}

type WhichDealProps = {
  deals: { id: string; title: string }[] | null;
  accountId: string | null;
  carried: Record<string, string>;
  about: string[];
};

/** A quote is for a deal: one of the customer's open ones, or one still to be begun. */
function WhichDeal({ deals, accountId, carried, about }: WhichDealProps) {
  const t = useT();
  if (!deals?.length)
    return (
      <EmptyState
        icon={FileSpreadsheet}
        title={t('quote.new')}
        action={
          <ButtonLink to={accountId ? `/opportunities/new?account=${accountId}` : '/opportunities'}>
            {t(accountId ? 'solution.deal' : 'quote.to_deals')}
          </ButtonLink>
        }
      >
        {t(accountId ? 'solution.no_deal' : 'quote.empty_hint')}
      </EmptyState>
    );
  return (
    <Card title={t('solution.choose_deal')}>
      {about.map((words) => (
        <p key={words} className="mb-2 text-brand-ink">
          {words}
        </p>
      ))}
      <ul className="divide-y divide-line border-t border-line">
        {deals.map(({ id, title }) => (
          <li key={id}>
            <Link
              to={`/quotes/new?${new URLSearchParams({ opportunity: id, ...carried })}`}
              className="flex min-h-11 items-center hover:text-brand-ink"
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
