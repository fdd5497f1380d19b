import { useFormat } from '~/core/i18n';
import { Badge, Dotted } from '~/ui/badge';
import { CircleCheck, CirclePause, CircleX } from '~/ui/icons';
import { type Stage, stageName } from './rules';

type Shown = Pick<Stage, 'name' | 'nameEn' | 'type' | 'position'>;

const closed = {
  won: { tone: 'ok', icon: CircleCheck },
  lost: { tone: 'neutral', icon: CircleX },
  on_hold: { tone: 'warn', icon: CirclePause },
} as const;

/** The stage in words: open ones with their dot, the others as a state. */
export function StageChip({ stage }: { stage: Shown | undefined }) {
  const { locale } = useFormat();
  if (!stage) return null;
  if (stage.type !== 'open') return <Badge {...closed[stage.type]}>{stageName(stage, locale)}</Badge>;
  return <Dotted stage={stage.position}>{stageName(stage, locale)}</Dotted>;
}
