import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { CircleCheck, Hourglass, LogOut } from '~/ui/icons';
import type { PersonState } from './rules';

const looks = {
  active: { tone: 'ok', icon: CircleCheck },
  leaving: { tone: 'warn', icon: Hourglass },
  left: { tone: 'neutral', icon: LogOut },
} as const;

export function StateBadge({ state }: { state: PersonState }) {
  const t = useT();
  return <Badge {...looks[state]}>{t(`person.state.${state}`)}</Badge>;
}
