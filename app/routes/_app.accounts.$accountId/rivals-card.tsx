import { useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { When } from '~/ui/value';
import type { AccountData } from './route';

const shown = 3;

/** What competitors did here in the last twelve months, the busiest of late first. */
export function RivalsCard({ data }: { data: AccountData }) {
  const t = useT();
  if (!data.moves.length) return null;
  const ids = [...new Set(data.moves.map((move) => move.competitorId))];
  return (
    <Card title={t('move.here')} note={t('move.here_months')}>
      <ul className="grid gap-3">
        {ids.map((id) => {
          const moves = data.moves.filter((move) => move.competitorId === id);
          return (
            <li key={id}>
              <p className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 font-medium break-words">{moves[0]?.competitor}</span>
                <span className="num shrink-0 text-xs text-ink-3">{t('move.times', { n: moves.length })}</span>
              </p>
              <ul className="mt-1 grid gap-1">
                {moves.slice(0, shown).map((move) => (
                  <li key={move.id} className="flex items-baseline gap-2 text-xs">
                    <Badge tone="warn">{t(`move.kind.${move.kind}`)}</Badge>
                    <span className="min-w-0 flex-1 break-words text-ink-2">{move.note}</span>
                    {move.visitId ? (
                      <Link
                        to={`${paths.visit(move.visitId)}#moves`}
                        className="shrink-0 text-ink-3 hover:text-brand-ink hover:underline max-sm:py-3"
                      >
                        <When at={move.seenAt} now={data.now} />
                      </Link>
                    ) : (
                      <span className="shrink-0 text-ink-3">
                        <When at={move.seenAt} now={data.now} />
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
