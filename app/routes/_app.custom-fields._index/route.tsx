import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { listRuleStages } from '~/features/automation/queries.server';
import { CompanySwitch } from '~/features/coverage/company-switch';
import { listPolicyCompanies } from '~/features/coverage/queries/policy.server';
import { listAllFields } from '~/features/custom-fields/queries.server';
import { type CustomField, customEntities, labelOf } from '~/features/custom-fields/rules';
import { companyOf } from '~/features/visits/forms/company';
import { translate } from '~/locales/translate.server';
import { Badge } from '~/ui/badge';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { ChevronRight, Plus } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'custom_field.manage');
  const company = companyOf(ctx.actor, new URL(request.url).searchParams);
  const [fields, stages, companies] = await Promise.all([
    listAllFields(ctx, company),
    listRuleStages(ctx),
    ctx.actor.visibleTenants.length > 1 ? listPolicyCompanies(ctx) : [],
  ]);
  return {
    company,
    companies,
    fields,
    stages,
    isOwn: company === ctx.actor.tenantId,
    title: translate(ctx.actor.locale)('custom_field.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function CustomFieldsPage() {
  const t = useT();
  const { company, companies, fields, stages, isOwn } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('custom_field.title')} />
      <PageBody narrow>
        {companies.length > 1 && <CompanySwitch companies={companies} company={company} />}
        <p className="text-ink-2">{t(isOwn ? 'custom_field.intro' : 'custom_field.intro_other')}</p>
        {customEntities.map((entity) => {
          const own = fields.filter((field) => field.entity === entity);
          return (
            <Card
              key={entity}
              title={t(`custom_field.entity.${entity}`)}
              padded={false}
              className="overflow-hidden"
              action={
                isOwn && (
                  <ButtonLink to={`/custom-fields/new?entity=${entity}`} size="sm" icon={Plus}>
                    {t('custom_field.add')}
                  </ButtonLink>
                )
              }
            >
              {own.length === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('custom_field.none')}</p>}
              <ul className="divide-y divide-line">
                {own.map((field) => (
                  <FieldRow key={field.id} field={field} stages={stages} />
                ))}
              </ul>
            </Card>
          );
        })}
      </PageBody>
    </>
  );
}

type RowProps = { field: CustomField; stages: { code: string; name: string }[] };

function FieldRow({ field, stages }: RowProps) {
  const t = useT();
  const { locale } = useFormat();
  const stage = stages.find(({ code }) => code === field.requiredStage)?.name ?? field.requiredStage;
  const said = [
    t(`custom_field.kind.${field.kind}`),
    field.key,
    ...(stage ? [t('custom_field.needed_in', { stage })] : []),
    ...(field.isRequired ? [t('custom_field.required')] : []),
    ...(field.isListed ? [t('custom_field.in_lists')] : []),
    ...(field.isFilterable ? [t('custom_field.in_filters')] : []),
  ];
  return (
    <li>
      <Link
        to={paths.customField(field.id)}
        className="flex items-center gap-3 px-3 py-2.5 hover:bg-sunken max-sm:min-h-11 max-sm:px-4"
      >
        <span className="min-w-0 flex-1">
          <span className="font-medium break-words">{labelOf(field, locale)}</span>
          <span className="mt-0.5 block text-xs text-ink-3">{said.join(' · ')}</span>
        </span>
        {field.retiredAt && <Badge tone="neutral">{t('custom_field.retired')}</Badge>}
        <ChevronRight className="text-[16px] text-ink-3" />
      </Link>
    </li>
  );
}
