import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { correctLead } from '~/features/leads/commands/correct.server';
import { correctionInput } from '~/features/leads/input';
import { LeadFields, useLeadLabels } from '~/features/leads/lead-fields';
import { LeadMatchFields } from '~/features/leads/lead-match-fields';
import { getLead } from '~/features/leads/queries/lead.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.read');
  const { lead } = await getLead(ctx, params.leadId!);
  requirePermission(ctx.actor, 'lead.work', { ownerId: lead.holderId });
  const { id, version, company, contactName, phone, need, creditCode, regionCode, industry, line } = lead;
  return { id, version, values: { company, contactName, phone, need, creditCode, regionCode, industry, line } };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.values.company }];

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const id = params.leadId!;
  const input = await readInput(request, correctionInput);
  if (!input.ok) return invalid(input, input.typed);
  const result = await correctLead(ctx, id, input.value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(paths.lead(id), { key: 'lead.done.correct' });
}

/** What a lead says, put right by who has it. */
export default function CorrectLead() {
  const t = useT();
  const { id, version, values } = useLoaderData<typeof loader>();
  const page = paths.lead(id);
  return (
    <>
      <PageHead title={t('lead.correct')} back={page} crumbs={[{ to: page, label: values.company }]} />
      <PageBody narrow>
        <p className="text-ink-2">{t('lead.correct_hint')}</p>
        <ActionForm
          hidden={{ version }}
          values={values}
          labels={{ ...useLeadLabels(), creditCode: t('lead.credit_code') }}
        >
          <LeadFields />
          <LeadMatchFields />
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to={page} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
