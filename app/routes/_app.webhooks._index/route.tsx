import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { listWebhooks } from '~/features/webhooks/queries.server';
import { WebhookState } from '~/features/webhooks/webhook-state';
import { translate } from '~/locales/translate.server';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { Plus, Webhook } from '~/ui/icons';
import { Link } from '~/ui/link';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'webhook.manage');
  const rows = await listWebhooks(ctx);
  return {
    severalCompanies: new Set(rows.map((row) => row.tenantId)).size > 1,
    rows: rows.map(({ id, name, url, events, offReason, failingSince, tenantName }) => {
      const since = failingSince?.toISOString() ?? null;
      return { id, name, url, offReason, tenantName, failingSince: since, events: events.length };
    }),
    title: translate(ctx.actor.locale)('webhook.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Webhooks() {
  const t = useT();
  const { rows, severalCompanies } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title={t('webhook.title')}
        back="/settings"
        primary={{ to: '/webhooks/new', label: t('webhook.new'), icon: Plus, kbd: 'C' }}
      />
      <PageBody narrow>
        <p className="text-ink-2">{t('webhook.purpose')}</p>
        <Card padded={false}>
          {rows.length === 0 && (
            <EmptyState icon={Webhook} title={t('webhook.empty')}>
              {t('webhook.empty_hint')}
            </EmptyState>
          )}
          <ul className="divide-y divide-line">
            {rows.map((row) => (
              <li key={row.id}>
                <Link to={paths.webhook(row.id)} className="block px-4 py-3 hover:bg-sunken">
                  <span className="flex flex-wrap items-center gap-2">
                    <span className="font-medium break-words">{row.name}</span>
                    <WebhookState offReason={row.offReason} failingSince={row.failingSince} />
                  </span>
                  <span className="num block text-sm break-all text-ink-2">{row.url}</span>
                  <span className="block text-xs text-ink-3">
                    {[severalCompanies ? row.tenantName : '', t('webhook.n_events', { n: row.events })]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      </PageBody>
    </>
  );
}
