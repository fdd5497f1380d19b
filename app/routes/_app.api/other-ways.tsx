import { useT } from '~/core/i18n';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Webhook } from '~/ui/icons';

type OtherWaysProps = { mcp: string; forum: string; mayManageHooks: boolean };

/** Webhooks, assistants and TM Forum: what else other systems can use. */
export function OtherWays({ mcp, forum, mayManageHooks }: OtherWaysProps) {
  const t = useT();
  return (
    <Card title={t('api.more')}>
      <div className="grid gap-4 lg:grid-cols-3">
        <Way title={t('api.mcp')} hint={t('api.mcp_hint')} address={mcp} />
        <Way title={t('api.forum')} hint={t('api.forum_hint')} address={forum} />
        <div className="min-w-0">
          <h3 className="font-medium">{t('webhook.title')}</h3>
          <p className="text-sm text-ink-2">{t('api.hooks_hint')}</p>
          {mayManageHooks && (
            <div className="mt-2">
              <ButtonLink to="/webhooks" icon={Webhook} size="sm">
                {t('webhook.title')}
              </ButtonLink>
            </div>
          )}
        </div>
      </div>
    </Card>
  );
}

function Way({ title, hint, address }: { title: string; hint: string; address: string }) {
  return (
    <div className="min-w-0">
      <h3 className="font-medium">{title}</h3>
      <p className="text-sm text-ink-2">{hint}</p>
      <p className="num mt-2 rounded-[8px] bg-sunken px-3 py-2 text-sm break-all select-all">{address}</p>
    </div>
  );
}
