import { useFormat, useT } from '~/core/i18n';
import { Section } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Link } from '~/ui/link';
import { None } from '~/ui/value';
import { type CustomField, type CustomValues, labelOf } from './rules';
import { valueText } from './words';

type CustomFactsProps = {
  fields: CustomField[];
  values: CustomValues;
  /** The edit page, where the person may edit. */
  editTo?: string;
};

/** What a record holds in its company's own fields: those in use, and retired ones it has a value of. */
export function CustomFacts({ fields, values, editTo }: CustomFactsProps) {
  const t = useT();
  const format = useFormat();
  const shown = fields.filter(({ key, retiredAt }) => !retiredAt || values[key] !== undefined);
  if (!shown.length) return null;
  return (
    <Section title={t('custom_field.card')}>
      <Facts>
        {shown.map((field) => {
          const value = values[field.key];
          const name = labelOf(field, format.locale);
          return (
            <Fact key={field.key} label={field.retiredAt ? `${name} (${t('custom_field.retired')})` : name}>
              {value === undefined ? (
                <None />
              ) : field.kind === 'link' ? (
                <a
                  href={String(value)}
                  target="_blank"
                  rel="noreferrer noopener nofollow"
                  className="break-all text-brand-ink hover:underline"
                >
                  {String(value)}
                </a>
              ) : (
                <span className="whitespace-pre-wrap break-words">{valueText(t, format, field, value)}</span>
              )}
            </Fact>
          );
        })}
      </Facts>
      {editTo && (
        <Link
          to={editTo}
          className="text-xs text-brand-ink hover:underline max-sm:flex max-sm:min-h-11 max-sm:items-center"
        >
          {t('common.edit')}
        </Link>
      )}
    </Section>
  );
}
