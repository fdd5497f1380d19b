import { useT } from '~/core/i18n';
import { Badge, type Tone } from '~/ui/badge';
import type { ContractState } from './rules';

const tones: Record<ContractState, Tone> = { draft: 'warn', active: 'ok', ended: 'neutral', terminated: 'bad' };

export function ContractBadge({ state }: { state: ContractState }) {
  const t = useT();
  return <Badge tone={tones[state]}>{t(`contract.state.${state}`)}</Badge>;
}
