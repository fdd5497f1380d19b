import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { listPolicyCompanies } from '~/features/coverage/queries/policy.server';
import { createWebhook } from '~/features/webhooks/commands/manage.server';
import { webhookInput } from '~/features/webhooks/input';
import { SecretCallout } from '~/features/webhooks/secret-callout';
import { useWebhookLabels, WebhookFields } from '~/features/webhooks/webhook-fields';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Field, FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { Select } from '~/ui/select';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'webhook.manage');
  const { tenantId, tenantName } = ctx.actor;
  const seen = await listPolicyCompanies(ctx);
  const companies = seen.some(({ id }) => id === tenantId) ? seen : [{ id: tenantId, name: tenantName }, ...seen];
  return { id: newId(), companies, tenantId, title: translate(ctx.actor.locale)('webhook.new') };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'webhook.manage');
  const input = await readInput(request, webhookInput);
  if (!input.ok) return invalid(input, input.typed);
  const made = await createWebhook(ctx, input.value);
  return made.ok ? { ok: true as const, ...made.value } : invalid(made, input.typed);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function NewWebhook() {
  const t = useT();
  const labels = useWebhookLabels();
  const { id, companies, tenantId } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const made = answer?.ok ? answer : null;
  const typed = answer && !answer.ok && 'typed' in answer ? (answer.typed as { events?: string | string[] }) : null;
  return (
    <>
      <PageHead title={t('webhook.new')} back="/webhooks" />
      <PageBody narrow>
        {made ? (
          <>
            <SecretCallout secret={made.secret} />
            <div>
              <ButtonLink to={paths.webhook(made.id)} variant="primary">
                {t('webhook.open')}
              </ButtonLink>
            </div>
          </>
        ) : (
          <ActionForm hidden={{ id }} values={{ tenantId }} labels={labels}>
            {companies.length > 1 ? (
              <Field name="tenantId" label={t('webhook.company')} required>
                <Select options={companies.map((one) => ({ value: String(one.id), label: one.name }))} />
              </Field>
            ) : (
              <input type="hidden" name="tenantId" value={tenantId} />
            )}
            <WebhookFields chosen={[typed?.events ?? []].flat()} />
            <p className="text-sm text-ink-3">{t('webhook.acts_for')}</p>
            <FormActions>
              <SubmitButton>{t('common.save')}</SubmitButton>
              <ButtonLink to="/webhooks" variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        )}
      </PageBody>
    </>
  );
}
