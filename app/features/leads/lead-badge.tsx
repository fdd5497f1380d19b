import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { CircleCheck, CircleX, CornerDownRight, Hourglass, Inbox, LoaderCircle, UserRound } from '~/ui/icons';
import type { LeadState } from './rules';

const looks = {
  new: { tone: 'neutral', icon: LoaderCircle },
  pool: { tone: 'info', icon: Inbox },
  offered: { tone: 'warn', icon: Hourglass },
  accepted: { tone: 'brand', icon: UserRound },
  converted: { tone: 'ok', icon: CircleCheck },
  disqualified: { tone: 'neutral', icon: CircleX },
  duplicate: { tone: 'neutral', icon: CornerDownRight },
} as const;

export function LeadBadge({ state }: { state: LeadState }) {
  const t = useT();
  return (
    <Badge tone={looks[state].tone} icon={looks[state].icon}>
      {t(`lead.state.${state}`)}
    </Badge>
  );
}
