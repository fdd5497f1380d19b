import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { CircleCheck, CircleX, Clock, History, LogOut } from '~/ui/icons';
import type { CertificateState as State } from './rules';

const looks = {
  valid: { tone: 'ok', icon: CircleCheck },
  expiring: { tone: 'warn', icon: Clock },
  expired: { tone: 'bad', icon: CircleX },
  revoked: { tone: 'bad', icon: CircleX },
  left: { tone: 'neutral', icon: LogOut },
  superseded: { tone: 'neutral', icon: History },
} as const;

export function CertificateState({ state }: { state: State }) {
  const t = useT();
  return <Badge {...looks[state]}>{t(`certificate.state.${state}`)}</Badge>;
}
