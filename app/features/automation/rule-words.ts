import type { Formatter } from '~/core/format';
import type { Translate } from '~/core/message';
import { criterionWords } from '../opportunities/criterion-words';
import type { Subject } from './input';
import type { RuleAction, RuleCondition, RuleEvent } from './rules';

/** When a rule fires, in a sentence. */
export const eventText = (t: Translate, event: RuleEvent, days: number | null) =>
  t(`automation.event.${event}`, { n: days ?? '' });

type Named = { id: string; name: string }[];

function objectOf(action: RuleAction, webhooks: Named) {
  if (action.kind === 'task') return action.text;
  if (action.kind === 'field') return action.nextStep;
  return action.kind === 'webhook' ? (webhooks.find(({ id }) => id === action.webhookId)?.name ?? '—') : '';
}

export const actionText = (t: Translate, action: RuleAction, webhooks: Named) =>
  t(`automation.does.${action.kind}`, { text: objectOf(action, webhooks) });

export function conditionText(t: Translate, format: Formatter, { criterion, not }: RuleCondition) {
  const what = criterionWords(t, format, criterion);
  return not ? t('automation.not', { what }) : what;
}

export function subjectText(t: Translate, subject: Subject) {
  if (subject === 'visit' || subject === 'need' || subject === 'photo' || subject === 'decision_maker')
    return t(`automation.subject.${subject}`);
  return t.any(`process.field.${subject.split(':')[1]}`);
}
