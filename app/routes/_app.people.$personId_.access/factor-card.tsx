import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { PostButton } from '~/ui/post-button';
import { When } from '~/ui/value';
import type { AccessData } from './route';

export function FactorCard({ data: { factor, oneself, now } }: { data: AccessData }) {
  const t = useT();
  const { since, codesLeft, passkeys, isLinked } = factor;
  const hasMore = passkeys > 0 || isLinked;
  return (
    <Card
      title={t('access.factor')}
      action={<Badge tone={since ? 'ok' : 'neutral'}>{t(since ? 'access.on' : 'access.off')}</Badge>}
    >
      {since && (
        <p className="mb-3">
          {t('access.since')} <When at={since} now={now} /> · {t('access.codes_left', { n: codesLeft })}
        </p>
      )}
      {hasMore && (
        <p className="mb-3">
          {[passkeys > 0 && t('access.passkeys_held', { n: passkeys }), isLinked && t('access.sso_linked')]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <p className="text-ink-2">{t(oneself ? 'access.own_here' : 'access.reset_hint')}</p>
      {(since || hasMore) && !oneself && (
        <div className="mt-3">
          <PostButton variant="danger" navigate fields={{ intent: 'reset' }}>
            {t('access.reset')}
          </PostButton>
        </div>
      )}
    </Card>
  );
}
