import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { linkOrigin } from '~/core/env.server';
import { useT } from '~/core/i18n';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { guide } from '~/features/api/guide.server';
import { translate } from '~/locales/translate.server';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { KeyRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { OperationList } from './operation-list';
import { OtherWays } from './other-ways';
import { TryIt } from './try-it';

export async function loader({ request }: LoaderFunctionArgs) {
  const { actor } = await requireContext(request);
  requirePermission(actor, 'token.use');
  return {
    operations: guide(actor.locale),
    ways: {
      mcp: `${linkOrigin}/mcp`,
      forum: `${linkOrigin}/tmf-api/partyManagement/v4/organization`,
      mayManageHooks: can(actor, 'webhook.manage'),
    },
    example: `curl ${linkOrigin}/api/v1/accounts?limit=10 -H "Authorization: Bearer $TOKEN"`,
    title: translate(actor.locale)('api.title'),
  };
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

const rules = ['auth', 'money', 'paging', 'copy', 'own', 'change', 'again'] as const;

export default function Api() {
  const t = useT();
  const { operations, ways, example } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('api.title')} back="/settings" />
      <PageBody>
        <Card>
          <p className="mb-3 max-w-[75ch]">{t('api.purpose')}</p>
          <ul className="mb-3 grid max-w-[75ch] list-disc gap-1 pl-5 text-ink-2">
            {rules.map((rule) => (
              <li key={rule}>{t(`api.how.${rule}`)}</li>
            ))}
          </ul>
          <pre className="num rounded-[8px] bg-sunken p-3 text-sm break-all whitespace-pre-wrap">{example}</pre>
          <div className="mt-4 flex flex-wrap gap-2">
            <ButtonLink to="/settings/tokens" icon={KeyRound}>
              {t('token.title')}
            </ButtonLink>
            <ButtonLink to="/api/v1/openapi.json" reloadDocument>
              {t('api.document')}
            </ButtonLink>
          </div>
        </Card>
        <OtherWays {...ways} />
        <Card title={t('api.try')} note={t('api.try_hint')}>
          <TryIt operations={operations} />
        </Card>
        <Card title={t('api.operations')} padded={false}>
          <OperationList operations={operations} />
        </Card>
      </PageBody>
    </>
  );
}
