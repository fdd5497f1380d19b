import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { addDays, today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { readCursor } from '~/core/paging';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { badRequest, invalid } from '~/core/refusals.server';
import { ok } from '~/core/result';
import { removeWebhook, rotateSecret, switchWebhook } from '~/features/webhooks/commands/manage.server';
import { pingWebhook, sendAgain, sendFailedAgain } from '~/features/webhooks/commands/send-again.server';
import { deliveryChoice, sinceInput, versioned } from '~/features/webhooks/input';
import { getWebhook, listDeliveries } from '~/features/webhooks/queries.server';
import { deliveryStates } from '~/features/webhooks/rules';
import { SecretCallout } from '~/features/webhooks/secret-callout';
import { translate } from '~/locales/translate.server';
import { ButtonLink } from '~/ui/button';
import { FormErrors } from '~/ui/form-errors';
import { PageBody, PageHead } from '~/ui/page-head';
import { WebhookCard } from './webhook-card';
import { WebhookLog } from './webhook-log';

const defaultDays = 3;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'webhook.manage');
  const webhook = await getWebhook(ctx, params.webhookId ?? '');
  const search = new URL(request.url).searchParams;
  const show = deliveryStates.find((state) => state === search.get('show')) ?? null;
  const { rows, after } = await listDeliveries(ctx, webhook, show, readCursor(search.get('after')));
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return {
    webhook: { ...webhook, failingSince: text(webhook.failingSince), isMine: webhook.ownerId === ctx.actor.personId },
    show,
    after,
    deliveries: rows.map(({ exact: _, ...row }) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      triedAt: text(row.triedAt),
      nextAt: row.nextAt.toISOString(),
    })),
    since: addDays(today(ctx.now), -defaultDays),
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('webhook.page_title', { name: webhook.name }),
  };
}
export type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'webhook.manage');
  const id = params.webhookId ?? '';
  const here = paths.webhook(id);
  const body = await readBody(request);
  const told = <T,>(result: Awaited<ReturnType<typeof checked<typeof versioned, T>>>, key: string, to = here) =>
    result.ok ? redirectWithToast(to, { key }) : invalid(result, body);
  switch (body.intent) {
    case 'rotate': {
      const made = await checked(body, versioned, ({ version }) => rotateSecret(ctx, id, version));
      return made.ok ? { ok: true as const, secret: made.value.secret } : invalid(made, body);
    }
    case 'on':
    case 'off': {
      const isOn = body.intent === 'on';
      const done = await checked(body, versioned, ({ version }) => switchWebhook(ctx, id, version, isOn));
      return told(done, isOn ? 'webhook.switched_on' : 'webhook.switched_off');
    }
    case 'delete':
      return told(
        await checked(body, versioned, ({ version }) => removeWebhook(ctx, id, version)),
        'webhook.deleted',
        '/webhooks',
      );
    case 'ping':
      return told(await pingWebhook(ctx, id), 'webhook.pinged');
    case 'again':
      return told(
        await checked(body, deliveryChoice, ({ deliveryId }) => sendAgain(ctx, id, deliveryId)),
        'webhook.again_done',
      );
    case 'failed_again': {
      const sent = await checked(body, sinceInput, async ({ since }) => {
        const result = await sendFailedAgain(ctx, id, since);
        return result.ok ? ok(result.value.sent) : result;
      });
      return sent.ok
        ? redirectWithToast(here, { key: 'webhook.failed_again_done', params: { n: sent.value } })
        : invalid(sent, body);
    }
    default:
      throw badRequest();
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function WebhookPage() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refusal = answer && !answer.ok ? answer : null;
  return (
    <>
      <PageHead title={data.webhook.name} back="/webhooks">
        <ButtonLink to={`${paths.webhook(data.webhook.id)}/edit`}>{t('common.edit')}</ButtonLink>
      </PageHead>
      <PageBody className="max-w-[960px]">
        {answer?.ok && <SecretCallout secret={answer.secret} />}
        {refusal && <FormErrors refusal={refusal} labels={{ since: t('webhook.since') }} />}
        <WebhookCard webhook={data.webhook} now={data.now} />
        <WebhookLog {...data} />
      </PageBody>
    </>
  );
}
