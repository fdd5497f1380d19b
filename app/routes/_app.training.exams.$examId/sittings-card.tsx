import { useFormat, useT } from '~/core/i18n';
import { SittingBadge } from '~/features/training/exam-badges';
import type { SittingRow } from '~/features/training/queries/marking.server';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { Pager } from '~/ui/pager';
import { RowCard } from '~/ui/row-card';

/** Who sat it, the latest first; what is handed in opens. */
export function SittingsCard({ rows, after }: { rows: SittingRow[]; after: string | null }) {
  const t = useT();
  const f = useFormat();
  return (
    <Card title={t('exam.sittings')} padded={false}>
      {rows.length === 0 && <p className="px-3 pb-3 text-ink-3 max-sm:px-4">{t('exam.sittings_empty')}</p>}
      <ul className="divide-y divide-line">
        {rows.map((row) => {
          const shown = (
            <RowCard
              title={row.person}
              sub={`${t('exam.attempt', { n: row.attempt })} · ${f.dateTime(row.startedAt)}`}
              right={row.got === null ? '' : t('exam.score_of', { got: row.got, most: row.most })}
              badge={<SittingBadge row={row} />}
            />
          );
          return (
            <li key={row.id}>
              {row.state === 'open' ? (
                shown
              ) : (
                <Link to={`/training/marking/${row.id}`} className="block hover:bg-sunken">
                  {shown}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
      {after && (
        <div className="p-3">
          <Pager before={null} after={after} />
        </div>
      )}
    </Card>
  );
}
