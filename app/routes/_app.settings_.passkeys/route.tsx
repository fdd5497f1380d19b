import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checked, readBody } from '~/core/input.server';
import { badRequest, invalid } from '~/core/refusals.server';
import { listPasskeys, removePasskey, renamePasskey } from '~/features/access/commands/passkeys.server';
import { removePasskeyInput, renamePasskeyInput } from '~/features/access/passkey-input';
import { translate } from '~/locales/translate.server';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { KeyRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { AddPasskey } from './add-passkey';
import { PasskeyItem } from './passkey-item';

const page = '/settings/passkeys';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const keys = await listPasskeys(ctx);
  return {
    keys: keys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('access.passkeys'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  switch (body.intent) {
    case 'rename': {
      const renamed = await checked(body, renamePasskeyInput, (input) => renamePasskey(ctx, input));
      return renamed.ok ? redirectWithToast(page, { key: 'access.passkey_renamed' }) : invalid(renamed, body);
    }
    case 'remove': {
      const removed = await checked(body, removePasskeyInput, ({ id }) => removePasskey(ctx, id));
      return removed.ok ? redirectWithToast(page, { key: 'access.passkey_removed' }) : invalid(removed, body);
    }
    default:
      throw badRequest();
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Passkeys() {
  const t = useT();
  const { keys, now } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead title={t('access.passkeys')} back="/settings" />
      <PageBody narrow>
        <p className="text-ink-2">{t('access.passkeys_hint')}</p>
        <Card padded={false}>
          {keys.length === 0 && (
            <EmptyState icon={KeyRound} title={t('access.passkeys_none')}>
              {t('access.passkeys_none_hint')}
            </EmptyState>
          )}
          <ul className="divide-y divide-line">
            {keys.map((key) => (
              <PasskeyItem key={key.id} passkey={key} now={now} />
            ))}
          </ul>
        </Card>
        <AddPasskey />
      </PageBody>
    </>
  );
}
