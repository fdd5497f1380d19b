import { useT } from '~/core/i18n';
import { Badge, type Tone } from '~/ui/badge';
import type { QuoteState } from './rules';

const tones: Record<QuoteState, Tone> = {
  draft: 'neutral',
  in_approval: 'warn',
  returned: 'bad',
  approved: 'info',
  sent: 'brand',
  accepted: 'ok',
  declined: 'bad',
  expired: 'neutral',
  withdrawn: 'neutral',
};

export function QuoteBadge({ state }: { state: QuoteState }) {
  const t = useT();
  return <Badge tone={tones[state]}>{t(`quote.state.${state}`)}</Badge>;
}
