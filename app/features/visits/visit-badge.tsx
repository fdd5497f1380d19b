import { useT } from '~/core/i18n';
import { Badge, type Tone } from '~/ui/badge';
import { CircleCheck, CircleDot, CircleX, Clock, TriangleAlert, UserX } from '~/ui/icons';
import { isOverdue, type VisitStatus } from './rules';

const faces = {
  planned: { tone: 'brand', icon: Clock },
  in_progress: { tone: 'info', icon: CircleDot },
  completed: { tone: 'ok', icon: CircleCheck },
  cancelled: { tone: 'neutral', icon: CircleX },
  missed: { tone: 'warn', icon: UserX },
} satisfies Record<VisitStatus, { tone: Tone; icon: typeof Clock }>;

type VisitBadgeProps = { visit: { status: VisitStatus; plannedAt: Date; plannedMinutes: number }; now: Date };

/** Where a visit stands; a planned one whose time has passed says so. */
export function VisitBadge({ visit, now }: VisitBadgeProps) {
  const t = useT();
  if (isOverdue(visit, now)) {
    return (
      <Badge tone="bad" icon={TriangleAlert}>
        {t('visit.overdue')}
      </Badge>
    );
  }
  return <Badge {...faces[visit.status]}>{t(`visit.status.${visit.status}`)}</Badge>;
}
