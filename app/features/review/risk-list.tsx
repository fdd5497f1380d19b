import { useT } from '~/core/i18n';
import { Badge } from '~/ui/badge';
import { TriangleAlert } from '~/ui/icons';
import type { Risk } from './risks';

const grave: readonly string[] = ['overdue', 'stuck', 'early_and_due'];

/** What speaks against a deal, in words. */
export function RiskList({ risks }: { risks: Risk[] }) {
  const t = useT();
  return (
    <ul className="flex flex-wrap gap-1.5">
      {risks.map(({ kind, n }) => (
        <li key={kind}>
          <Badge tone={grave.includes(kind) ? 'bad' : 'warn'} icon={TriangleAlert}>
            {kind === 'no_visit' && n === undefined ? t('risk.never_visited') : t(`risk.${kind}`, { n: n ?? 0 })}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
