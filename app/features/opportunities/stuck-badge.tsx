import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { Hourglass } from '~/ui/icons';
import { isStuck, quietDays, type Stage } from './rules';

type StuckBadgeProps = {
  lastActivityAt: string;
  stage: Pick<Stage, 'type' | 'stuckAfterDays'> | undefined;
  now: string;
  className?: string;
};

/** Says for how long nothing has happened, once that is longer than the stage allows. */
export function StuckBadge({ lastActivityAt, stage, now, className }: StuckBadgeProps) {
  const t = useT();
  const [last, today] = [new Date(lastActivityAt), new Date(now)];
  if (!stage || !isStuck({ lastActivityAt: last }, stage, today)) return null;
  return (
    <Badge tone="warn" icon={Hourglass} className={className ? `shrink-0 ${className}` : 'shrink-0'}>
      {t('opportunity.stuck_days', { n: quietDays(last, today) })}
    </Badge>
  );
}
