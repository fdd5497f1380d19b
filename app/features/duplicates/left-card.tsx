import { useFormat, useLocale, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { fieldWords } from '~/features/people/change-words';
import { Card } from '~/ui/card';
import { Link } from '~/ui/link';
import { tableWords } from './moving';

type Rows = Record<string, string[]>;
type LeftProps = {
  subject: 'account' | 'contact';
  /** `fields` as the journal names them; `followed` and `members` are there for accounts only. */
  left: { fields: string[]; changed: Rows; gone: Rows; followed?: Rows; added: Rows; members?: number };
  names: Record<string, string>;
  accountId: string;
};

const groups = ['changed', 'gone', 'followed', 'added'] as const;
const pageOf: Record<string, (id: string) => string> = { opportunities: paths.opportunity, visits: paths.visit };

/** What undoing did not put back as it was, each row named where it has a name. */
export function LeftCard({ subject, left, names, accountId }: LeftProps) {
  const t = useT();
  const locale = useLocale();
  const { members = 0 } = left;
  const format = useFormat();
  const shown = groups.filter((group) => Object.keys(left[group] ?? {}).length > 0);
  const isNothing = shown.length === 0 && left.fields.length === 0 && members === 0;
  const words = (group: (typeof groups)[number]) =>
    t(subject === 'contact' && group === 'added' ? 'twins.left_added' : `duplicates.left_${group}`);
  const pathOf = (table: string, id: string) =>
    table === 'contacts' ? paths.contact(accountId, id) : pageOf[table]?.(id);
  return (
    <Card title={t('duplicates.left_title')}>
      {isNothing && <p>{t('duplicates.left_none')}</p>}
      {left.fields.length > 0 && (
        <p>
          {t('duplicates.left_fields', {
            fields: left.fields.map((field) => fieldWords(t, field, subject, locale)).join(t('journal.comma')),
          })}
        </p>
      )}
      {shown.map((group) => (
        <section key={group} className="mt-2">
          <h3 className="font-medium">{words(group)}</h3>
          <ul className="grid gap-1">
            {Object.entries(left[group] ?? {}).map(([table, ids]) => (
              <li key={table} className="flex flex-wrap items-baseline gap-x-3">
                <span className="text-ink-2">
                  {t('duplicates.count', { table: tableWords(t, table, subject), n: format.number(ids.length) })}
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
      {members > 0 && <p className="mt-2">{t('duplicates.left_members', { n: members })}</p>}
    </Card>
  );
}
