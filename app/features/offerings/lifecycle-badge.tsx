import { useT } from '~/core/i18n';
import { Badge, type Tone } from '~/ui/badge';
import type { Lifecycle } from './rules';

const tones: Record<Lifecycle, Tone> = {
  design: 'neutral',
  pilot: 'info',
  launched: 'ok',
  retiring: 'warn',
  retired: 'neutral',
};

export function LifecycleBadge({ lifecycle }: { lifecycle: Lifecycle }) {
  const t = useT();
  return <Badge tone={tones[lifecycle]}>{t(`lifecycle.${lifecycle}`)}</Badge>;
}
