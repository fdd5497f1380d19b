import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import { industryName } from '../accounts/industries';
import { criterionWords } from '../opportunities/criterion-words';
import type { Belonging, RuleAction, RuleCondition, RuleEvent } from './rules';

/** When a rule fires, in a sentence. */
export const eventText = (t: Translate, event: RuleEvent, days: number | null) =>
  t(`automation.event.${event}`, { n: days ?? '' });

type Named = { id: string; name: string }[];
/** What the form offers by name: the company's own fields and units too. */
export type RuleNames = {
  webhooks: Named;
  units: { value: string; label: string }[];
  own: { key: string; name: string }[];
};

function objectOf(t: Translate, action: RuleAction, names: RuleNames) {
  if (action.kind === 'task') return action.text;
  if (action.kind === 'field') return action.nextStep;
  if (action.kind === 'set') return `${fieldText(t, action.field, names)} = ${action.value}`;
  return action.kind === 'webhook' ? (names.webhooks.find(({ id }) => id === action.webhookId)?.name ?? '—') : '';
}

export const actionText = (t: Translate, action: RuleAction, names: RuleNames) =>
  t(`automation.does.${action.kind}`, { text: objectOf(t, action, names) });

/** A field by its name: of ours, or of the company's own (`own:` and its key). */
export function fieldText(t: Translate, field: string, { own }: Pick<RuleNames, 'own'>): string {
  if (field.startsWith('own:')) return own.find(({ key }) => key === field.slice(4))?.name ?? field.slice(4);
  if (field === 'confirmedRating') return t('automation.subject.rating');
  return t.any(`journal.field.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`);
}

const amongText: Record<Belonging, (t: Translate, locale: string, value: string, names: RuleNames) => string> = {
  unit: (_t, _locale, value, { units }) => units.find((unit) => unit.value === value)?.label.trim() ?? value,
  grade: (_t, _locale, value) => value,
  industry: (_t, locale, value) => industryName(value, locale === 'en' ? 'en' : 'zh-CN'),
  line: (t, _locale, value) => t.any(`line.${value}`),
};

export function conditionText(t: Translate, format: Formatter, { criterion, not }: RuleCondition, names: RuleNames) {
  if (criterion.kind === 'among') {
    const { fact, value } = criterion;
    return `${t(`automation.among.${fact}`)} ${amongText[fact](t, format.locale, value, names)}`;
  }
  if (criterion.kind === 'bound' || criterion.kind === 'own') {
    const name = fieldText(t, criterion.kind === 'own' ? `own:${criterion.key}` : criterion.fact, names);
    if (criterion.kind === 'own') {
      if (criterion.value === null) return t(not ? 'automation.empty_field' : 'automation.filled', { name });
      return t(not ? 'automation.other_than' : 'automation.as', { name, value: criterion.value });
    }
    const value = criterion.fact.endsWith('Fen') ? format.yuan(criterion.min) : format.number(criterion.min);
    return t(not ? 'automation.below' : 'automation.at_least', { name, value });
  }
  const what = criterionWords(t, format, criterion);
  return not ? t('automation.not', { what }) : what;
}

/** What a line of the form looks at. */
export function subjectText(t: Translate, subject: string, names: Pick<RuleNames, 'own'>) {
  if (subject === 'visit' || subject === 'need' || subject === 'photo' || subject === 'decision_maker')
    return t(`automation.subject.${subject}`);
  if (subject.startsWith('own:')) return fieldText(t, subject, names);
  const field = subject.split(':')[1]!;
  return t.has(`process.field.${field}`) ? t.any(`process.field.${field}`) : fieldText(t, field, names);
}
