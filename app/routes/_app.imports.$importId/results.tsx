import { useT } from '~/core/i18n';
import { fieldText } from '~/features/imports/own-fields';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import { EmptyState } from '~/ui/empty-state';
import { CircleCheck } from '~/ui/icons';
import { Pager } from '~/ui/pager';
import { Tabs } from '~/ui/tabs';
import type { ImportPage } from './load.server';

const tones = { created: 'ok', updated: 'info', unchanged: 'neutral', rejected: 'bad', question: 'warn' } as const;

/** Row by row what was wrong, in words, or after an undo what was left as it is. */
export function Results({ import_, results, own, allRows, after }: ImportPage) {
  const t = useT();
  const undone = import_.state === 'undone';
  const tabs = (
    <Tabs
      label={t('imports.results')}
      items={[
        { to: '?', label: t('imports.results'), active: !allRows },
        { to: '?rows=all', label: t('imports.results_all'), active: allRows },
      ]}
    />
  );
  return (
    <Card title={undone ? t('imports.undone_note') : tabs} padded={false}>
      {results.length === 0 ? (
        <EmptyState icon={CircleCheck} title={undone ? t('imports.state_undone') : t('imports.no_results')} />
      ) : (
        <ul className="divide-y divide-line border-t border-line">
          {results.map((row) => (
            <li
              key={row.id}
              className="grid gap-x-4 gap-y-1 px-3 py-2 max-sm:px-4 sm:grid-cols-[150px_minmax(0,1fr)_minmax(0,1.4fr)]"
            >
              <span className="flex items-center gap-2 whitespace-nowrap">
                {row.rowNumber > 0 && (
                  <span className="num text-ink-2">{t('imports.row_n', { n: row.rowNumber + 1 })}</span>
                )}
                {row.outcome !== 'rejected' && (
                  <Badge tone={tones[row.outcome]}>{t(`imports.outcome_${row.outcome}`)}</Badge>
                )}
              </span>
              <span className="truncate text-ink-2">{row.cells.filter(Boolean).join(' · ')}</span>
              <ul className="grid gap-0.5">
                {row.problems.map((problem) => (
                  <li key={`${problem.field} ${problem.reason}`}>
                    {problem.field && (
                      <span className="mr-2 text-xs text-ink-3">{fieldText(t, import_.kind, problem.field, own)}</span>
                    )}
                    <span className="break-words">{t.any(problem.reason, { value: problem.value ?? '' })}</span>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {after && (
        <div className="border-t border-line p-3">
          <Pager after={after} />
        </div>
      )}
    </Card>
  );
}
