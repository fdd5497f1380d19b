import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checked, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { createToken, revokeToken } from '~/features/api/commands.server';
import { endTokenInput, newTokenInput } from '~/features/api/input';
import { TokenRow } from '~/features/api/token-row';
import { listOwnTokens } from '~/features/api/tokens.server';
import { translate } from '~/locales/translate.server';
import { ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { KeyRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { NewTokenForm } from './new-token-form';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'token.use');
  const tokens = await listOwnTokens(ctx);
  return {
    id: newId(),
    tokens: tokens.map((token) => ({
      ...token,
      createdAt: token.createdAt.toISOString(),
      expiresAt: token.expiresAt.toISOString(),
      lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    })),
    now: ctx.now.toISOString(),
    title: translate(ctx.actor.locale)('token.title'),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  if (body.intent === 'revoke') {
    const ended = await checked(body, endTokenInput, ({ tokenId }) => revokeToken(ctx, tokenId));
    return ended.ok ? redirectWithToast('/settings/tokens', { key: 'token.revoked' }) : invalid(ended);
  }
  const made = await checked(body, newTokenInput, (input) => createToken(ctx, input));
  return made.ok ? { ok: true as const, token: made.value.token } : invalid(made, body);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export default function Tokens() {
  const t = useT();
  const { id, tokens, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const token = answer?.ok ? answer.token : null;
  return (
    <>
      <PageHead title={t('token.title')} back="/settings">
        <ButtonLink to="/api">{t('token.docs')}</ButtonLink>
      </PageHead>
      <PageBody narrow>
        {token && (
          <Callout tone="ok" icon={KeyRound} title={t('token.once')}>
            <input
              readOnly
              value={token}
              aria-label={t('api.token')}
              onFocus={(event) => event.currentTarget.select()}
              className="control num text-sm"
            />
          </Callout>
        )}
        <p className="text-ink-2">{t('token.hint')}</p>
        <Card padded={false}>
          {tokens.length === 0 && (
            <EmptyState icon={KeyRound} title={t('token.empty')}>
              {t('token.empty_hint')}
            </EmptyState>
          )}
          <ul className="divide-y divide-line">
            {tokens.map((one) => (
              <TokenRow key={one.id} token={one} now={now}>
                <PostButton fields={{ intent: 'revoke', tokenId: one.id }} size="sm" variant="danger" navigate>
                  {t('token.revoke')}
                </PostButton>
              </TokenRow>
            ))}
          </ul>
        </Card>
        <Card title={t('token.new')}>
          <NewTokenForm key={id} id={id} />
        </Card>
      </PageBody>
    </>
  );
}
