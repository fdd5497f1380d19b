import { useT } from '~/core/i18n';
import { TokenRow } from '~/features/api/token-row';
import { Card } from '~/ui/card';
import { PostButton } from '~/ui/post-button';
import type { AccessData } from './route';

/** The programs that act for the person. */
export function TokensCard({ data: { tokens, now } }: { data: AccessData }) {
  const t = useT();
  return (
    <Card title={t('token.title')} padded={false}>
      {tokens.length === 0 && <p className="px-4 pb-4 text-ink-3">{t('token.empty')}</p>}
      <ul className="divide-y divide-line">
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} now={now}>
            <PostButton size="sm" navigate fields={{ intent: 'revoke_token', tokenId: token.id }}>
              {t('token.revoke')}
            </PostButton>
          </TokenRow>
        ))}
      </ul>
    </Card>
  );
}
