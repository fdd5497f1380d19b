import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Context, requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { createLead } from '~/features/leads/commands/receive.server';
import { leadInput } from '~/features/leads/input';
import { LeadFields, useLeadLabels } from '~/features/leads/lead-fields';
import { LeadMatchFields } from '~/features/leads/lead-match-fields';
import { namedSources } from '~/features/leads/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Field, FieldRow, FormActions } from '~/ui/field';
import { Input } from '~/ui/input';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';
import { useZodForm } from '~/ui/use-zod-form';

/** Where leads are read; who may only bring one in goes home. */
const homeOf = ({ actor }: Context) => (can(actor, 'lead.read') ? '/leads' : '/today');

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.create');
  return { id: newId(), home: homeOf(ctx) };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, leadInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await createLead(ctx, input.value);
  if (!result.ok) return invalid(result, input.typed);
  const home = homeOf(ctx);
  return redirectWithToast(home === '/leads' ? '/leads?show=open' : home, {
    key: result.value.isKnown ? 'lead.done.create_known' : 'lead.done.create',
  });
}

export default function NewLead() {
  const t = useT();
  const { id, home } = useLoaderData<typeof loader>();
  const form = useZodForm(leadInput, { values: { source: 'manager' } });
  return (
    <>
      <PageHead
        title={t('lead.new')}
        back={home}
        crumbs={home === '/leads' ? [{ to: '/leads', label: t('lead.title') }] : []}
      />
      <PageBody narrow>
        <ActionForm form={form} hidden={{ id }} labels={{ ...useLeadLabels(), creditCode: t('lead.credit_code') }}>
          <LeadFields />
          <FieldRow>
            <Field name="source" label={t('lead.source')} required>
              <Select options={namedSources.map((one) => ({ value: one, label: t(`lead.source.${one}`) }))} />
            </Field>
            <Field name="campaign" label={t('lead.campaign')}>
              <Input maxLength={80} />
            </Field>
          </FieldRow>
          <h2 className="pt-2 font-semibold">{t('lead.more')}</h2>
          <LeadMatchFields />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to={home} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
