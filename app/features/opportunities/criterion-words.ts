import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import { type Criterion, criterionKey, type RangeField } from './criteria';

const bound = (f: Formatter, field: RangeField, value: number) =>
  field.endsWith('Fen') ? f.money(value) : field === 'probability' ? f.percent(value / 100) : f.number(value);

/** What a criterion asks for, as people say it. */
export function criterionWords(t: Translate, f: Formatter, criterion: Criterion): string {
  const known = `criterion.${criterionKey(criterion)}`;
  if (t.has(known)) return t.any(known);
  switch (criterion.kind) {
    case 'field':
      return t('process.criterion.field', { field: t(`process.field.${criterion.field}`) });
    case 'range': {
      const field = t(`process.field.${criterion.field}`);
      const [min, max] = [criterion.min, criterion.max].map((v) => (v === null ? '' : bound(f, criterion.field, v)));
      if (max === '') return t('process.criterion.at_least', { field, min: min ?? '' });
      if (min === '') return t('process.criterion.at_most', { field, max: max ?? '' });
      return t('process.criterion.between', { field, min: min ?? '', max: max ?? '' });
    }
    case 'contact':
      return t('process.criterion.contact', { role: t(`contact.role.${criterion.role}`) });
    case 'visit':
      return t('process.criterion.visit', { n: criterion.days });
    case 'photo':
      return t('process.criterion.photo');
    case 'document':
      return t('process.criterion.document', { document: t(`document.kind.${criterion.document}`) });
    case 'certificate':
      return t('process.criterion.certificate', { code: criterion.code });
    case 'need':
      return t('criterion.need_recorded');
    case 'evidence': {
      const builtIn = `criterion.${criterion.key}`;
      const own = f.locale === 'en' ? (criterion.nameEn ?? criterion.name) : criterion.name;
      const name = own ?? (t.has(builtIn) ? t.any(builtIn) : criterion.key);
      const noted = criterion.withNote ? t('process.criterion.with_note', { name }) : name;
      return criterion.withFile ? t('process.criterion.with_file', { name: noted }) : noted;
    }
    case 'custom':
      return t('process.criterion.field', { field: (f.locale === 'en' && criterion.nameEn) || criterion.name });
    case 'approval':
      return t(criterion.mode === 'all' ? 'process.criterion.approval_all' : 'process.criterion.approval', {
        roles: criterion.roles
          .map((role) => t(`role.${role}`))
          .join(criterion.mode === 'all' ? t('journal.comma') : ' → '),
      });
    case 'any':
      return criterion.of.map((one) => criterionWords(t, f, one)).join(t('process.criterion.or'));
    case 'all':
      return criterion.of.map((one) => criterionWords(t, f, one)).join(t('journal.comma'));
    case 'broken':
      return t('process.criterion.broken', { was: criterion.was });
  }
}
