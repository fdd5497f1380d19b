import clsx from 'clsx';
import { useT } from '~/core/i18n';
import { fieldText } from '~/features/imports/own-fields';
import { Badge } from '~/ui/badge';
import { Card } from '~/ui/card';
import type { ImportPage } from './load.server';

const tones = { create: 'ok', update: 'info', rejected: 'bad', question: 'warn' } as const;

type PreviewProps = Pick<ImportPage, 'import_' | 'preview' | 'own'> & {
  /** False while a required column is missing: then nothing can be said of a row. */
  judged: boolean;
};

/** The first rows as they are in the file, with what is wrong at the cell it is wrong in. */
export function PreviewTable({ import_, preview, own, judged }: PreviewProps) {
  const t = useT();
  const { kind, header, mapping } = import_;
  const columns = header.map((heading, column) => ({ heading, column }));
  type Row = (typeof preview)[number];
  const at = (row: Row, column: number) =>
    judged ? row.problems.filter(({ field }) => field !== null && mapping[field] === column) : [];
  const loose = (row: Row) =>
    judged ? row.problems.filter(({ field }) => field === null || mapping[field] === undefined) : [];
  const say = (problem: Row['problems'][number]) => t.any(problem.reason, { value: problem.value ?? '' });
  const named = (problem: Row['problems'][number]) =>
    problem.field
      ? t('imports.at_field', { field: fieldText(t, kind, problem.field, own), text: say(problem) })
      : say(problem);
  return (
    <Card
      title={t('imports.preview')}
      note={judged ? t('imports.preview_note', { n: preview.length }) : t('imports.preview_not_judged')}
      padded={false}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard */}
      <section className="overflow-x-auto border-t border-line" aria-label={t('imports.preview')} tabIndex={0}>
        <table className="w-full text-sm">
          <thead>
            <tr className="bg-sunken text-left text-xs text-ink-2">
              <th className="sticky left-0 bg-sunken px-3 py-1.5 font-medium">{t('imports.column_row')}</th>
              {columns.map(({ heading, column }) => (
                <th key={column} className="px-3 py-1.5 font-medium whitespace-nowrap">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {preview.map((row) => (
              <tr key={row.number} className="align-top">
                <td className="sticky left-0 bg-surface px-3 py-1.5 whitespace-nowrap">
                  <span className="num mr-2 text-ink-3">{row.number + 1}</span>
                  {judged && <Badge tone={tones[row.outcome]}>{t(`imports.outcome_${row.outcome}`)}</Badge>}
                  {loose(row).map((problem) => (
                    <p key={problem.reason} className="mt-1 text-xs whitespace-normal text-bad-ink">
                      {named(problem)}
                    </p>
                  ))}
                </td>
                {columns.map(({ column }) => {
                  const problems = at(row, column);
                  return (
                    <td key={column} className={clsx('max-w-60 px-3 py-1.5', problems.length > 0 && 'bg-bad-soft')}>
                      <span className="block truncate">{row.cells[column]}</span>
                      {problems.map((problem) => (
                        <span key={problem.reason} className="block text-xs text-bad-ink">
                          {say(problem)}
                        </span>
                      ))}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
