import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { CircleCheck, CirclePause, Hourglass, LoaderCircle, PencilLine, Undo2 } from '~/ui/icons';
import type { ImportState } from './rules';

const looks = {
  uploaded: { tone: 'warn', icon: PencilLine },
  queued: { tone: 'info', icon: Hourglass },
  running: { tone: 'info', icon: LoaderCircle },
  done: { tone: 'ok', icon: CircleCheck },
  failed: { tone: 'bad', icon: CirclePause },
  undoing: { tone: 'info', icon: LoaderCircle },
  undone: { tone: 'neutral', icon: Undo2 },
} as const;

export function StateBadge({ state }: { state: ImportState }) {
  const t = useT();
  return <Badge {...looks[state]}>{t(`imports.state_${state}`)}</Badge>;
}
