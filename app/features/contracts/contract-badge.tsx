import { useT } from '~/core/i18n';
import { Badge, type Tone } from '~/ui/badge';
import { type ContractState, standOf } from './rules';

const tones: Record<ReturnType<typeof standOf>, Tone> = {
  draft: 'warn',
  active: 'ok',
  ended: 'neutral',
  terminated: 'bad',
  given_up: 'neutral',
};

export function ContractBadge({ contract }: { contract: { state: ContractState; signedOn: string | null } }) {
  const t = useT();
  const stand = standOf(contract);
  return <Badge tone={tones[stand]}>{t(`contract.state.${stand}`)}</Badge>;
}
