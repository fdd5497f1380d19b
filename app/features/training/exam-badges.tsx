import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { CircleCheck, CircleX, Hourglass, PencilLine } from '~/ui/icons';
import type { SittingState } from './rules';

type Shown = { state: SittingState; passed: boolean | null };

/** Where a sitting stands, or how it ended. */
export function SittingBadge({ row }: { row: Shown }) {
  const t = useT();
  if (row.state === 'open')
    return (
      <Badge tone="info" icon={PencilLine}>
        {t('exam.sitting_open')}
      </Badge>
    );
  if (row.state === 'submitted')
    return (
      <Badge tone="warn" icon={Hourglass}>
        {t('exam.sitting_submitted')}
      </Badge>
    );
  return row.passed ? (
    <Badge tone="ok" icon={CircleCheck}>
      {t('exam.passed')}
    </Badge>
  ) : (
    <Badge tone="bad" icon={CircleX}>
      {t('exam.failed')}
    </Badge>
  );
}

export function ExamBadge({ exam }: { exam: { publishedAt: Date | null; closedAt: Date | null } }) {
  const t = useT();
  if (!exam.publishedAt) return <Badge tone="warn">{t('exam.state.draft')}</Badge>;
  return exam.closedAt ? <Badge>{t('exam.state.closed')}</Badge> : <Badge tone="ok">{t('exam.state.open')}</Badge>;
}
