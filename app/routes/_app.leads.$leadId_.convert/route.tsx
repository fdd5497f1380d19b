import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useLocale, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { IndustryField } from '~/features/accounts/industry-field';
import { listNearAccounts } from '~/features/accounts/queries/near.server';
import { findAccount } from '~/features/accounts/queries.server';
import { RegionField } from '~/features/accounts/region-field';
import { accountKinds } from '~/features/accounts/rules';
import { convertLead } from '~/features/leads/commands/convert.server';
import { convertInput } from '~/features/leads/input';
import { getLead } from '~/features/leads/queries/lead.server';
import { listOfferings } from '~/features/offerings/queries.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { DateInput } from '~/ui/date-input';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';
import { AccountChoice } from './account-choice';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.work');
  const { lead } = await getLead(ctx, params.leadId!);
  if (lead.state !== 'accepted') throw redirect(paths.lead(lead.id));
  requirePermission(ctx.actor, 'lead.work', { ownerId: lead.holderId });
  const [known, near, offerings] = await Promise.all([
    findAccount(ctx, lead.knownAccountId ?? ''),
    listNearAccounts(ctx, { name: lead.company, creditCode: lead.creditCode ?? '' }),
    listOfferings(ctx),
  ]);
  const first = known ? [{ id: known.id, name: known.name, ownerName: null }] : [];
  const accounts = [...first, ...near.filter((one) => one.id !== known?.id)];
  return {
    lead,
    ids: { accountId: newId(), contactId: newId(), opportunityId: newId() },
    accounts: accounts.map(({ id, name, ownerName }) => ({ id, name, ownerName })),
    offerings: offerings.map(({ id, name, nameEn, line }) => ({ id, name, nameEn, line })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.work');
  const input = await readInput(request, convertInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await convertLead(ctx, params.leadId!, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(paths.opportunity(result.value.opportunityId), { key: 'lead.done.convert' });
}

export default function ConvertLead() {
  const t = useT();
  const locale = useLocale();
  const { lead, ids, accounts, offerings } = useLoaderData<typeof loader>();
  const { company, contactName, phone, creditCode, regionCode, industry, line, need } = lead;
  const values = {
    name: company,
    contactName,
    phone,
    creditCode,
    regionCode,
    industry,
    kind: 'private',
    title: `${company} ${need.replace(/\s+/g, ' ')}`.slice(0, 60),
    offeringId: (line && offerings.find((one) => one.line === line)?.id) ?? '',
  };
  return (
    <>
      <PageHead
        title={t('lead.convert')}
        back={paths.lead(lead.id)}
        crumbs={[{ to: paths.lead(lead.id), label: company }]}
      />
      <PageBody narrow>
        <p className="text-ink-2">{t('lead.convert_hint')}</p>
        <ActionForm
          values={values}
          hidden={ids}
          labels={{
            account: t('lead.convert.account'),
            name: t('lead.company'),
            phone: t('lead.phone'),
            title: t('lead.convert.deal_title'),
          }}
        >
          <Card title={t('lead.convert.account')}>
            <div className="grid gap-3">
              <AccountChoice accounts={accounts} />
              <details open={accounts.length === 0}>
                <summary className="min-h-9 cursor-pointer text-ink-2">{t('lead.convert.details')}</summary>
                <div className="grid gap-3 pt-2">
                  <Field name="name" label={t('lead.company')} required>
                    <Input maxLength={120} />
                  </Field>
                  <FieldRow>
                    <Field name="kind" label={t('lead.convert.kind')} required>
                      <Select
                        options={accountKinds.map((kind) => ({ value: kind, label: t(`account.kind.${kind}`) }))}
                      />
                    </Field>
                    <Field name="creditCode" label={t('lead.credit_code')}>
                      <Input maxLength={60} className="num" />
                    </Field>
                  </FieldRow>
                  <RegionField locale={locale} />
                  <IndustryField locale={locale} />
                </div>
              </details>
            </div>
          </Card>
          <Card title={t('lead.contact')}>
            <FieldRow>
              <Field name="contactName" label={t('lead.contact')} required>
                <Input maxLength={60} />
              </Field>
              <Field name="phone" label={t('lead.phone')} required>
                <Input type="tel" maxLength={40} />
              </Field>
            </FieldRow>
          </Card>
          <Card title={t('lead.convert.deal')}>
            <div className="grid gap-3">
              <Field name="title" label={t('lead.convert.deal_title')} required>
                <Input maxLength={120} />
              </Field>
              <FieldRow>
                <Field name="offeringId" label={t('lead.line')}>
                  <Select
                    placeholder={t('common.choose')}
                    options={offerings.map((one) => ({
                      value: one.id,
                      label: (locale === 'en' && one.nameEn) || one.name,
                    }))}
                  />
                </Field>
                <Field name="expectedCloseOn" label={t('opportunity.close_on')}>
                  <DateInput />
                </Field>
              </FieldRow>
            </div>
          </Card>
          <FormActions>
            <SubmitButton>{t('lead.convert_go')}</SubmitButton>
            <ButtonLink to={paths.lead(lead.id)} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
