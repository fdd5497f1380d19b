import { useFormat, useT } from '~/core/i18n';
import { Figures } from '~/ui/figures';
import type { ImportPage } from './load.server';

/** What will become of the rows, as far as they were looked through, or what has become of them. */
export function Counts({ import_, missing }: Pick<ImportPage, 'import_' | 'missing'>) {
  const t = useT();
  const format = useFormat();
  const { state, doneRows, rowCount } = import_;
  // without its required columns nothing can be said of a row
  const n = (value: number) => (state === 'uploaded' && missing.length > 0 ? '—' : format.number(value));
  if (state === 'uploaded') {
    const note =
      rowCount === null ? t('imports.estimate_part', { n: doneRows }) : t('imports.estimate_all', { n: doneRows });
    return (
      <Figures
        items={[
          { label: t('imports.rows'), value: format.number(doneRows), note },
          { label: t('imports.will_create'), value: n(import_.created) },
          { label: t('imports.will_update'), value: n(import_.updated) },
          { label: t('imports.questions'), value: n(import_.asked) },
          { label: t('imports.will_reject'), value: n(import_.rejected) },
        ]}
      />
    );
  }
  return (
    <Figures
      items={[
        { label: t('imports.rows'), value: n(doneRows) },
        { label: t('imports.created'), value: n(import_.created) },
        { label: t('imports.updated'), value: n(import_.updated) },
        { label: t('imports.unchanged'), value: n(import_.unchanged) },
        { label: t('imports.rejected'), value: n(import_.rejected + import_.asked) },
      ]}
    />
  );
}
