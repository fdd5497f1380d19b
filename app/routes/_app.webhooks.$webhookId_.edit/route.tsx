import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { updateWebhook } from '~/features/webhooks/commands/manage.server';
import { webhookEdit } from '~/features/webhooks/input';
import { getWebhook } from '~/features/webhooks/queries.server';
import { useWebhookLabels, WebhookFields } from '~/features/webhooks/webhook-fields';
import { translate } from '~/locales/translate.server';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'webhook.manage');
  const { id, name, url, events, version } = await getWebhook(ctx, params.webhookId ?? '');
  return { id, values: { name, url }, events, version, title: translate(ctx.actor.locale)('webhook.edit') };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'webhook.manage');
  const id = params.webhookId ?? '';
  const input = await readInput(request, webhookEdit);
  if (!input.ok) return invalid(input, input.typed);
  const saved = await updateWebhook(ctx, id, input.value);
  return saved.ok ? redirectWithToast(paths.webhook(id), { key: 'webhook.saved' }) : invalid(saved, input.typed);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function EditWebhook() {
  const t = useT();
  const labels = useWebhookLabels();
  const { id, values, events, version } = useLoaderData<typeof loader>();
  const answer = useActionData<{ typed?: { events?: string | string[] } }>();
  return (
    <>
      <PageHead title={t('webhook.edit')} back={paths.webhook(id)} />
      <PageBody narrow>
        <ActionForm hidden={{ version }} values={values} labels={labels}>
          <WebhookFields chosen={answer?.typed ? [answer.typed.events ?? []].flat() : events} />
          <p className="text-sm text-ink-3">{t('webhook.acts_for')}</p>
          <FormActions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink to={paths.webhook(id)} variant="ghost">
              {t('common.cancel')}
            </ButtonLink>
          </FormActions>
        </ActionForm>
      </PageBody>
    </>
  );
}
