import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { tableWords } from '~/features/duplicates/moving';
import { fieldWords } from '~/features/people/change-words';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import type { MergeResult } from './route';

type LeftProps = { left: NonNullable<MergeResult['left']>; names: Record<string, string>; accountId: string };

const groups = ['changed', 'gone', 'followed', 'added'] as const;
const pageOf: Record<string, (id: string) => string> = { opportunities: paths.opportunity, visits: paths.visit };

/** What undoing did not put back as it was, each row named where it has a name. */
export function LeftCard({ left, names, accountId }: LeftProps) {
  const t = useT();
  const format = useFormat();
  const shown = groups.filter((group) => Object.keys(left[group]).length > 0);
  const isNothing = shown.length === 0 && left.fields.length === 0 && left.members === 0;
  const pathOf = (table: string, id: string) =>
    table === 'contacts' ? paths.contact(accountId, id) : pageOf[table]?.(id);
  return (
    <Card title={t('duplicates.left_title')}>
      {isNothing && <p>{t('duplicates.left_none')}</p>}
      {left.fields.length > 0 && (
        <p>
          {t('duplicates.left_fields', {
            fields: left.fields.map((field) => fieldWords(t, field, 'account')).join(t('journal.comma')),
          })}
        </p>
      )}
      {shown.map((group) => (
        <section key={group} className="mt-2">
          <h3 className="font-medium">{t(`duplicates.left_${group}`)}</h3>
          <ul className="grid gap-1">
            {Object.entries(left[group]).map(([table, ids]) => (
              <li key={table} className="flex flex-wrap items-baseline gap-x-3">
                <span className="text-ink-2">
                  {t('duplicates.count', { table: tableWords(t, table), n: format.number(ids.length) })}
                </span>
                {ids.slice(0, 20).map((id) => {
                  const to = pathOf(table, id);
                  return names[id] && to ? (
                    <Link
                      key={id}
                      to={to}
                      className="text-brand-ink underline underline-offset-2 max-sm:flex max-sm:min-h-11 max-sm:items-center"
                    >
                      {names[id]}
                    </Link>
                  ) : null;
                })}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {left.members > 0 && <p className="mt-2">{t('duplicates.left_members', { n: left.members })}</p>}
    </Card>
  );
}
