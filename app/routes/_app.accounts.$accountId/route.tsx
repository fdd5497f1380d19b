import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { badRequest, invalid } from '~/core/refusals.server';
import { deleteAccount, restoreAccount } from '~/features/accounts/commands/delete.server';
import { setAccountFact } from '~/features/accounts/commands/update.server';
import { factInput, versionInput } from '~/features/accounts/input';
import { InstalledCard } from '~/features/contracts/installed-card';
import { setAccountProposes } from '~/features/coverage/commands.server';
import { proposesInput } from '~/features/coverage/input';
import { CustomFacts } from '~/features/custom-fields/custom-facts';
import { SolutionsCard } from '~/features/solutions/solutions-card';
import { ButtonLink } from '~/ui/button';
import { FormErrors } from '~/ui/form-errors';
import { NotebookPen } from '~/ui/icons';
import { Menu } from '~/ui/menu';
import { PageHead, ThreeColumns } from '~/ui/page-head';
import { AccountHeader } from './account-header';
import { AttentionCard } from './attention-card';
import { ChainSection } from './chain-section';
import { DealsCard } from './deals-card';
import { FactsSection } from './facts-section';
import { loadAccount } from './load.server';
import { ProposesSection } from './proposes-section';
import { RivalsCard } from './rivals-card';
import { TabContent } from './tab-content';
import { TeamSection } from './team-section';
import { useAccountMenu } from './use-account-menu';
import { WhiteSpaceCard } from './white-space-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  return loadAccount(ctx, params.accountId!, new URL(request.url).searchParams, ctx.actor.locale);
}
export type AccountData = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.accountId!;
  const body = await readBody(request);
  if (body.intent === 'set') {
    const input = checkInput(body, factInput);
    if (!input.ok) return invalid(input, body);
    const result = await setAccountFact(ctx, id, input.value);
    return result.ok ? { ok: true as const } : invalid(result, body);
  }
  if (body.intent === 'proposes') {
    const input = checkInput(body, proposesInput);
    if (!input.ok) return invalid(input, body);
    const result = await setAccountProposes(ctx, id, input.value);
    return result.ok ? redirectWithToast(paths.account(id), { key: 'proposal.account_saved' }) : invalid(result, body);
  }
  if (body.intent === 'delete') {
    const input = checkInput(body, versionInput);
    if (!input.ok) return invalid(input, body);
    const result = await deleteAccount(ctx, id, input.value.version);
    if (!result.ok) return invalid(result);
    const undo = { action: paths.account(id), fields: { intent: 'restore' } };
    return redirectWithToast('/accounts', { key: 'account.deleted', params: { name: result.value.name }, undo });
  }
  if (body.intent === 'restore') {
    const result = await restoreAccount(ctx, id);
    return result.ok ? redirect(paths.account(id)) : invalid(result);
  }
  throw badRequest();
}

/** After the account has been deleted its page is gone: nothing to ask for again. */
export const shouldRevalidate = ({ formData, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  formData?.get('intent') === 'delete' ? false : defaultShouldRevalidate;

export default function AccountPage() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const { account, industry, may } = data;
  const { items, refusal } = useAccountMenu(data);
  return (
    <>
      <PageHead
        title={
          <>
            <span className="max-sm:sr-only">{account.name}</span>
            <span aria-hidden="true" className="sm:hidden">
              {account.shortName ?? t('account.title')}
            </span>
          </>
        }
        back="/accounts"
        crumbs={[
          { to: '/accounts', label: t('account.title') },
          ...(industry ? [{ to: `/accounts?section=${industry.section}`, label: industry.sectionName }] : []),
        ]}
        primary={
          may.createOpportunity
            ? { to: `/opportunities/new?account=${account.id}`, label: t('account.new_opportunity') }
            : undefined
        }
      >
        {may.logVisit && (
          <ButtonLink to={`/visits/new?account=${account.id}&mode=log`} icon={NotebookPen} className="max-sm:hidden">
            {t('account.log_visit')}
          </ButtonLink>
        )}
        <Menu
          label={t('account.more')}
          items={items}
          fallbackTo={`${paths.account(account.id)}/${may.update ? 'edit' : 'people'}`}
        />
      </PageHead>
      {refusal && (
        <div className="px-5 pt-4 max-sm:px-4">
          <FormErrors refusal={refusal} />
        </div>
      )}
      <AccountHeader data={data} />
      <ThreeColumns
        left={
          <>
            <FactsSection data={data} />
            <CustomFacts
              fields={data.fields}
              values={data.account.custom}
              editTo={data.may.update ? `${paths.account(data.account.id)}/edit` : undefined}
            />
            <ChainSection data={data} />
            <TeamSection data={data} />
            <ProposesSection data={data} />
          </>
        }
        right={
          <>
            <AttentionCard data={data} />
            <DealsCard data={data} />
            <SolutionsCard proposals={data.proposals} accountId={account.id} mayQuote={may.quote} />
            <RivalsCard data={data} />
            <InstalledCard installed={data.installed} />
            <WhiteSpaceCard data={data} />
          </>
        }
      >
        <TabContent data={data} />
      </ThreeColumns>
    </>
  );
}
