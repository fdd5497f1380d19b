import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { publishedThrough } from '~/core/calendar';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { CompanySwitch } from '~/features/coverage/company-switch';
import { listPolicyCompanies } from '~/features/coverage/queries/policy.server';
import { moveRule, saveRule, setLimits } from '~/features/leads/commands/policy.server';
import { limitsInput, ruleInput, ruleMove } from '~/features/leads/input';
import { getLeadPolicy, listLeadTakers, tryRules } from '~/features/leads/queries/policy.server';
import { companyOf, listCompanyUnits } from '~/features/leads/queries/units.server';
import { RoutingTabs } from '~/features/leads/routing-tabs';
import { PageBody, PageHead } from '~/ui/page-head';
import { LimitsForm } from './limits-form';
import { RuleForm } from './rule-form';
import { RuleList } from './rule-list';
import { TryOut } from './try-out';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.manage');
  const { searchParams } = new URL(request.url);
  const company = companyOf(ctx, searchParams.get('company'));
  const [{ policy, version }, companies, units] = await Promise.all([
    getLeadPolicy(ctx, company),
    listPolicyCompanies(ctx),
    listCompanyUnits(ctx, company),
  ]);
  const root = units[0]?.id ?? 0;
  const asked = (name: string) => searchParams.get(name) || null;
  const lead = {
    regionCode: asked('regionCode'),
    industry: asked('industry'),
    line: asked('line'),
    source: asked('source') ?? 'employee',
  };
  const [people, tried] = await Promise.all([
    listLeadTakers(ctx, company, root),
    searchParams.has('try') ? tryRules(ctx, company, policy, lead, root) : null,
  ]);
  return {
    company,
    companies,
    policy,
    version,
    units,
    people: people.map(({ personId, name }) => ({ id: personId, name })),
    editing: policy.rules.find((one) => one.id === searchParams.get('rule')) ?? null,
    lead,
    tried,
    through: publishedThrough(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.manage');
  const company = companyOf(ctx, new URL(request.url).searchParams.get('company'));
  const body = await readBody(request);
  const result =
    body.intent === 'limits'
      ? await checked(body, limitsInput, (input) => setLimits(ctx, company, input))
      : body.intent === 'move'
        ? await checked(body, ruleMove, (input) => moveRule(ctx, company, input))
        : await checked(body, ruleInput, (input) => saveRule(ctx, company, input));
  if (!result.ok) return invalid(result, body);
  const key = body.intent === 'limits' ? 'lead_rule.limits_saved' : 'lead_rule.saved';
  return redirectWithToast(`/leads/rules?company=${company}`, { key });
}

export default function LeadRules() {
  const t = useT();
  const { company, companies, policy, version, units, people, editing, lead, tried, through } =
    useLoaderData<typeof loader>();
  const names = {
    units: new Map(units.map((one) => [one.id, one.name])),
    people: new Map(people.map((one) => [one.id, one.name])),
  };
  return (
    <>
      <PageHead title={t('lead_rule.title')} back="/leads" tabs={<RoutingTabs active="rules" company={company} />} />
      <PageBody narrow>
        {companies.length > 1 && <CompanySwitch companies={companies} company={company} />}
        <p className="text-ink-2">{t('lead_rule.hint')}</p>
        <RuleList rules={policy.rules} names={names} version={version} company={company} />
        <RuleForm
          key={`${company} ${editing?.id ?? 'new'} ${version}`}
          rule={editing}
          units={units}
          people={people}
          version={version}
          company={company}
        />
        <TryOut lead={lead} tried={tried} units={names.units} company={company} />
        <LimitsForm
          key={`limits ${company} ${version}`}
          policy={policy}
          version={version}
          company={company}
          through={through}
        />
      </PageBody>
    </>
  );
}
