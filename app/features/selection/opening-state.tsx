import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import type { OpeningState as State } from './rules';

const tones = { open: 'info', decided: 'ok', cancelled: 'neutral' } as const;

export function OpeningState({ state }: { state: State }) {
  const t = useT();
  return <Badge tone={tones[state]}>{t(`selection.state.${state}`)}</Badge>;
}
