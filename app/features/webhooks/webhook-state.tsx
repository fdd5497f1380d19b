import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import type { OffReason } from './rules';

export function WebhookState({
  offReason,
  failingSince,
}: {
  offReason: OffReason | null;
  failingSince: string | null;
}) {
  const t = useT();
  if (offReason)
    return <Badge tone={offReason === 'person' ? 'neutral' : 'bad'}>{t(`webhook.off.${offReason}`)}</Badge>;
  return failingSince ? <Badge tone="warn">{t('webhook.failing')}</Badge> : <Badge tone="ok">{t('webhook.on')}</Badge>;
}
