import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { publishedThrough } from '~/core/calendar';
import { type Context, requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { setPolicy, setProposing } from '~/features/coverage/commands.server';
import { CompanySwitch } from '~/features/coverage/company-switch';
import { CoverageTabs } from '~/features/coverage/coverage-tabs';
import { policyInput, proposingInput } from '~/features/coverage/input';
import { unknownFrom } from '~/features/coverage/propose.server';
import { getPolicy, listPolicyCompanies } from '~/features/coverage/queries/policy.server';
import { Callout } from '~/ui/card';
import { CalendarDays } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';

import { PolicyForm } from './policy-form';
import { PolicyTable } from './policy-table';
import { ProposingCard } from './proposing-card';

/** The company asked for, as far as the person sees it whole; else their own, which for the group is one with customers. */
function companyOf({ actor }: Context, request: Request) {
  const asked = Number(new URL(request.url).searchParams.get('company'));
  if (actor.visibleTenants.includes(asked)) return asked;
  const others = actor.visibleTenants.filter((id) => id !== actor.tenantId);
  return others.length > 0 ? Math.min(...others) : actor.tenantId;
}

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'coverage.read');
  const company = companyOf(ctx, request);
  const [{ policy, version, proposing }, companies] = await Promise.all([
    getPolicy(ctx, company),
    ctx.actor.visibleTenants.length > 1 ? listPolicyCompanies(ctx) : [],
  ]);
  const mayManage = can(ctx.actor, 'coverage.manage') && ctx.actor.visibleTenants.includes(company);
  const through = publishedThrough();
  const unknown = unknownFrom(today(ctx.now), proposing.proposeDays);
  return { company, companies, policy, version, proposing, unknown, mayManage, through, now: ctx.now };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const company = companyOf(ctx, request);
  const body = await readBody(request);
  if (body.intent === 'proposing') {
    const input = checkInput(body, proposingInput);
    if (!input.ok) return invalid(input, body);
    const result = await setProposing(ctx, company, input.value);
    if (!result.ok) return invalid(result, body);
    return redirectWithToast(`/coverage/policy?company=${company}`, { key: 'proposal.saved' });
  }
  const input = checkInput(body, policyInput);
  if (!input.ok) return invalid(input, body);
  const result = await setPolicy(ctx, company, input.value);
  if (!result.ok) return invalid(result, body);
  return redirectWithToast(`/coverage/policy?company=${company}`, { key: 'coverage.saved' });
}

export default function PolicyPage() {
  const t = useT();
  const { company, companies, policy, version, proposing, unknown, mayManage, through, now } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHead title={t('coverage.title')} tabs={<CoverageTabs active="policy" />} />
      <PageBody narrow>
        {companies.length > 1 && <CompanySwitch companies={companies} company={company} />}
        <p className="text-ink-2">{t('coverage.policy_hint')}</p>
        {mayManage ? (
          <PolicyForm key={`${company} ${answer ? 'refused' : version}`} policy={policy} version={version} />
        ) : (
          <PolicyTable policy={policy} />
        )}
        <ProposingCard
          key={`proposing ${company} ${version}`}
          proposing={proposing}
          version={version}
          mayManage={mayManage}
          unknownFrom={unknown}
          now={now}
        />
        <Callout tone="neutral" icon={CalendarDays} title={t('coverage.calendar_through', { year: String(through) })}>
          <ul className="grid gap-1 text-ink-2">
            <li>{t('coverage.leader_what')}</li>
            <li>{t('coverage.counts_from')}</li>
            <li>{version === 0 ? t('coverage.using_defaults') : t('coverage.defaults')}</li>
          </ul>
        </Callout>
      </PageBody>
    </>
  );
}
