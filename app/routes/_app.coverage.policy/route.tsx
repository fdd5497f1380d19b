import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { publishedThrough } from '~/core/calendar';
import { type Context, requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { setPolicy } from '~/features/coverage/commands.server';
import { CompanySwitch } from '~/features/coverage/company-switch';
import { CoverageTabs } from '~/features/coverage/coverage-tabs';
import { policyInput } from '~/features/coverage/input';
import { getPolicy, listPolicyCompanies } from '~/features/coverage/queries/policy.server';
import { Callout } from '~/ui/card';
import { CalendarDays } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';

import { PolicyForm } from './policy-form';
import { PolicyTable } from './policy-table';

/** The company asked for, as far as the person sees it whole; else their own. */
function companyOf({ actor }: Context, request: Request) {
  const asked = Number(new URL(request.url).searchParams.get('company'));
  return actor.visibleTenants.includes(asked) ? asked : actor.tenantId;
}

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'coverage.read');
  const company = companyOf(ctx, request);
  const [{ policy, version }, companies] = await Promise.all([
    getPolicy(ctx, company),
    ctx.actor.visibleTenants.length > 1 ? listPolicyCompanies(ctx) : [],
  ]);
  const mayManage = can(ctx.actor, 'coverage.manage') && ctx.actor.visibleTenants.includes(company);
  return { company, companies, policy, version, mayManage, through: publishedThrough() };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, policyInput);
  if (!input.ok) return invalid(input, input.typed);
  const company = companyOf(ctx, request);
  const result = await setPolicy(ctx, company, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(`/coverage/policy?company=${company}`, { key: 'coverage.saved' });
}

export default function PolicyPage() {
  const t = useT();
  const { company, companies, policy, version, mayManage, through } = useLoaderData<typeof loader>();
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
