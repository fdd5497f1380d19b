import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useT } from '~/core/i18n';
import { canKeep } from '~/core/offline/person';
import { useBox } from '~/core/offline/use-box';
import { countCap } from '~/core/paging';
import { can } from '~/core/permissions';
import { countOwnAccounts } from '~/features/accounts/queries.server';
import { accountsKept } from '~/features/visits/pack';
import { Button, ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { useHydrated } from '~/ui/hydrated';
import { CircleCheck, CloudOff, RefreshCw, TriangleAlert } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { KeptItem } from './kept-item';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const own = can(ctx.actor, 'visit.read') ? await countOwnAccounts(ctx, countCap) : 0;
  return { now: ctx.now, own };
}

const sync = async () => (await import('~/core/offline/box')).flush();

export default function Outbox() {
  const t = useT();
  const { now, own } = useLoaderData<typeof loader>();
  const hydrated = useHydrated();
  const canKeepHere = hydrated && canKeep();
  const box = useBox();
  const items = box?.items ?? [];
  return (
    <>
      <PageHead title={t('outbox.title')} back="/today">
        {items.length > 0 && (
          <Button icon={RefreshCw} onClick={() => void sync()}>
            {t('outbox.sync_now')}
          </Button>
        )}
      </PageHead>
      <PageBody narrow>
        {box?.isSignedOut && (
          <Callout
            tone="warn"
            icon={TriangleAlert}
            title={t('outbox.signed_out')}
            action={
              <ButtonLink to="/login?to=/outbox" size="sm" reloadDocument prefetch="none">
                {t('outbox.sign_in')}
              </ButtonLink>
            }
          />
        )}
        {items.length === 0 && (
          <Card>
            {hydrated && !canKeep() ? (
              <EmptyState icon={CloudOff} title={t('outbox.unsupported')} />
            ) : (
              <EmptyState icon={CircleCheck} title={t('outbox.empty')}>
                {t('outbox.empty_hint')}
              </EmptyState>
            )}
          </Card>
        )}
        {items.length > 0 && (
          <ul className="grid gap-3">
            {items.map((item) => (
              <li key={item.id}>
                <KeptItem item={item} items={items} now={now} />
              </li>
            ))}
          </ul>
        )}
        {canKeepHere && own > accountsKept && (
          <p className="text-sm text-ink-3">
            {t('outbox.accounts_kept', { all: own === countCap ? `${own}+` : own, n: accountsKept })}
          </p>
        )}
      </PageBody>
    </>
  );
}
