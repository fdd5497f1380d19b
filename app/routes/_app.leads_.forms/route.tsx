import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { linkOrigin } from '~/core/env.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checked, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { CompanySwitch } from '~/features/coverage/company-switch';
import { listPolicyCompanies } from '~/features/coverage/queries/policy.server';
import { closeForm, openForm } from '~/features/leads/commands/forms.server';
import { formEnd, formInput } from '~/features/leads/input';
import { listForms } from '~/features/leads/queries/forms.server';
import { companyOf, listCompanyUnits } from '~/features/leads/queries/units.server';
import { RoutingTabs } from '~/features/leads/routing-tabs';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Globe } from '~/ui/icons';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.manage');
  const company = companyOf(ctx, new URL(request.url).searchParams.get('company'));
  const [forms, units, companies] = await Promise.all([
    listForms(ctx, company),
    listCompanyUnits(ctx, company),
    listPolicyCompanies(ctx),
  ]);
  return {
    company,
    companies,
    units,
    forms: forms.map(({ token, ...form }) => ({ ...form, address: `${linkOrigin}/enquiry/${token}` })),
    id: newId(),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.manage');
  const company = companyOf(ctx, new URL(request.url).searchParams.get('company'));
  const body = await readBody(request);
  const isEnd = body.intent === 'end';
  const result = isEnd
    ? await checked(body, formEnd, ({ formId }) => closeForm(ctx, formId))
    : await checked(body, formInput, (input) => openForm(ctx, input));
  if (!result.ok) return invalid(result, body);
  const key = isEnd ? 'lead_rule.form_closed' : 'lead_rule.form_created';
  return redirectWithToast(`/leads/forms?company=${company}`, { key });
}

export default function EnquiryForms() {
  const t = useT();
  const { company, companies, units, forms, id } = useLoaderData<typeof loader>();
  const here = `/leads/forms?company=${company}`;
  return (
    <>
      <PageHead title={t('lead_rule.title')} back="/leads" tabs={<RoutingTabs active="forms" company={company} />} />
      <PageBody narrow>
        {companies.length > 1 && <CompanySwitch companies={companies} company={company} />}
        <p className="text-ink-2">{t('lead_rule.forms_hint')}</p>
        <Card padded={false}>
          {forms.length === 0 && <EmptyState icon={Globe} title={t('lead_rule.forms_empty')} />}
          <ul className="divide-y divide-line">
            {forms.map((form) => (
              <li key={form.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
                <div className="min-w-0 flex-1">
                  <p className="font-medium">{form.name}</p>
                  <p className="text-sm text-ink-2">
                    {[
                      t(`lead.source.${form.source}`),
                      form.unitName,
                      t('lead_rule.form_leads', { n: form.leads }),
                    ].join(' · ')}
                  </p>
                  {!form.revokedAt && <p className="num break-all text-sm text-ink-3 select-all">{form.address}</p>}
                </div>
                {form.revokedAt ? (
                  <span className="text-ink-3">{t('lead_rule.form_ended')}</span>
                ) : (
                  <span className="flex gap-2">
                    <ButtonLink to={new URL(form.address).pathname} size="sm">
                      {t('lead_rule.form_open')}
                    </ButtonLink>
                    <PostButton
                      action={here}
                      fields={{ intent: 'end', formId: form.id }}
                      size="sm"
                      variant="danger"
                      navigate
                    >
                      {t('lead_rule.form_end')}
                    </PostButton>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Card>
        <Card title={t('lead_rule.form_new')}>
          <ActionForm
            key={id}
            action={here}
            values={{ source: 'campaign', unitId: String(units[0]?.id ?? '') }}
            hidden={{ id }}
            labels={{ name: t('lead_rule.form_name'), unitId: t('lead_rule.form_unit') }}
          >
            <Field name="name" label={t('lead_rule.form_name')} required>
              <Input maxLength={80} />
            </Field>
            <FieldRow>
              <Field name="source" label={t('lead_rule.form_source')} required>
                <Select
                  options={(['campaign', 'web'] as const).map((one) => ({
                    value: one,
                    label: t(`lead.source.${one}`),
                  }))}
                />
              </Field>
              <Field name="unitId" label={t('lead_rule.form_unit')} required>
                <Select options={units.map((unit) => ({ value: String(unit.id), label: unit.name }))} />
              </Field>
            </FieldRow>
            <FormActions inline>
              <SubmitButton>{t('lead_rule.form_new')}</SubmitButton>
            </FormActions>
          </ActionForm>
        </Card>
      </PageBody>
    </>
  );
}
