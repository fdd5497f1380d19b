import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { CircleCheck, CircleX, Hourglass } from '~/ui/icons';
import type { RewardRow } from './queries/reward.server';

const looks = {
  pending: { tone: 'neutral', icon: Hourglass },
  confirmed: { tone: 'ok', icon: CircleCheck },
  voided: { tone: 'bad', icon: CircleX },
} as const;

export function RewardState({ row }: { row: Pick<RewardRow, 'state' | 'isDisputed' | 'isPaid'> }) {
  const t = useT();
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge {...looks[row.state]}>{t(`reward.state.${row.state}`)}</Badge>
      {row.state === 'voided' && row.isPaid && <Badge>{t('reward.paid')}</Badge>}
      {row.isDisputed && <Badge tone="warn">{t('reward.disputed')}</Badge>}
    </span>
  );
}
