import { yuanText } from '~/core/money';
import { belongings, type RuleBody, type RuleCondition } from './rules';

type Values = Record<string, string | boolean | undefined>;

function lineOf({ criterion, not }: RuleCondition): { what: string; is: string; value?: string } {
  const is = not ? 'not' : 'is';
  switch (criterion.kind) {
    case 'need':
    case 'photo':
      return { what: criterion.kind, is };
    case 'contact':
      return { what: 'decision_maker', is };
    case 'visit':
      return { what: 'visit', is, value: String(criterion.days) };
    case 'field':
      return criterion.field === 'totalFen' ? { what: '', is } : { what: `field:${criterion.field}`, is };
    case 'range': {
      const { field, min } = criterion;
      return { what: `range:${field}`, is, value: field.endsWith('Fen') ? yuanText(min) : String(min ?? '') };
    }
    case 'bound': {
      const { fact, min } = criterion;
      return { what: `range:${fact}`, is, value: fact.endsWith('Fen') ? yuanText(min) : String(min) };
    }
    case 'own':
      return { what: `own:${criterion.key}`, is, value: criterion.value ?? '' };
    default:
      return { what: '', is };
  }
}

/** A stored rule as the fields of its form have it, by their names. */
export function valuesOf(rule: RuleBody & { name: string; isActive: boolean }): Values {
  const of = <K extends RuleBody['actions'][number]['kind']>(kind: K) =>
    rule.actions.find((action): action is Extract<RuleBody['actions'][number], { kind: K }> => action.kind === kind);
  const [task, field, set] = [of('task'), of('field'), of('set')];
  const among = (fact: string) =>
    rule.conditions.flatMap(({ criterion }) =>
      criterion.kind === 'among' && criterion.fact === fact ? criterion.value : [],
    )[0];
  const lines = rule.conditions
    .filter(({ criterion }) => criterion.kind !== 'among')
    .flatMap((condition, n) =>
      Object.entries(lineOf(condition)).map(([name, value]) => [`conditions.${n}.${name}`, value] as const),
    );
  return {
    name: rule.name,
    event: rule.event,
    days: rule.days === null ? '' : String(rule.days),
    stage: rule.stage ?? '',
    ...Object.fromEntries(belongings.map((fact) => [fact, among(fact)])),
    isActive: rule.isActive,
    withNotice: Boolean(of('notice')),
    withEscalation: Boolean(of('escalation')),
    task: task?.text,
    taskDays: task && String(task.days),
    nextStep: field?.nextStep,
    nextStepDays: field && String(field.days),
    setField: set?.field,
    setValue: set?.value,
    webhook: of('webhook')?.webhookId,
    ...Object.fromEntries(lines),
  };
}

/** What was typed, by the names of the fields: lines within lists, too. */
export function flat(typed: Record<string, unknown>, above = ''): Record<string, unknown> {
  return Object.assign(
    {},
    ...Object.entries(typed).map(([name, value]) => {
      const path = above + name;
      return typeof value === 'object' && value !== null
        ? flat(value as Record<string, unknown>, `${path}.`)
        : { [path]: value };
    }),
  );
}
