import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from '~/ui/icons';
import type { QualificationResult } from './rules';

const looks = {
  go: { tone: 'ok', icon: CircleCheck },
  conditional: { tone: 'warn', icon: TriangleAlert },
  no_go: { tone: 'bad', icon: CircleX },
} as const;

/** Go, conditional or no-go; nothing decided is said too. */
export function ResultBadge({ result }: { result: QualificationResult | null }) {
  const t = useT();
  if (!result) return <Badge icon={CircleDashed}>{t('qualification.undecided')}</Badge>;
  return <Badge {...looks[result]}>{t(`qualification.result.${result}`)}</Badge>;
}
