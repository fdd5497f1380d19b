import { useT } from '~/core/i18n';
import { Badge, type Tone } from '~/ui/badge';
import { Gem } from '~/ui/icons';
import type { Grade } from './rules';

const tones: Record<Grade, Tone> = { A: 'info', B: 'brand', C: 'neutral', D: 'neutral' };

export function GradeBadge({ grade }: { grade: Grade }) {
  const t = useT();
  return (
    <Badge tone={tones[grade]} icon={grade === 'A' ? Gem : undefined}>
      {t(`account.grade.${grade}`)}
    </Badge>
  );
}
