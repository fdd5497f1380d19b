import { useT } from '~/core/i18n';
import { Badge, type Tone } from '~/ui/badge';
import { CircleHelp, type Icon, Minus, ThumbsDown, ThumbsUp } from '~/ui/icons';
import type { Attitude } from './rules';

const looks: Record<Attitude, { tone: Tone; icon: Icon }> = {
  supports: { tone: 'ok', icon: ThumbsUp },
  neutral: { tone: 'neutral', icon: Minus },
  opposes: { tone: 'bad', icon: ThumbsDown },
  unknown: { tone: 'neutral', icon: CircleHelp },
};

export function AttitudeBadge({ attitude }: { attitude: Attitude }) {
  const t = useT();
  return <Badge {...looks[attitude]}>{t(`contact.attitude.${attitude}`)}</Badge>;
}
