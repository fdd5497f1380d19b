import type { Context } from '~/core/context.server';
import { inUse, listFields } from '../custom-fields/queries.server';
import { ownValue } from './own-value.server';
import { entityOf, type RuleBody, subjectOf } from './rules';

/** What is wrong with a rule's words about the company's own fields, by the fields of its form. */
export async function problemsOfOwn(ctx: Context, rule: RuleBody): Promise<Record<string, string>> {
  const entity = entityOf[subjectOf(rule.event)];
  const fields = entity ? inUse(await listFields(ctx, ctx.actor.tenantId, entity)) : [];
  const problems: Record<string, string> = {};
  const check = (key: string, typed: string | null, at: { key: string; value: string }) => {
    const field = fields.find((one) => one.key === key);
    if (!field) problems[at.key] = 'automation.not_of_this';
    else if (typed !== null && ownValue(field, typed) === undefined) problems[at.value] = 'automation.value_unknown';
  };
  for (const [n, { criterion }] of rule.conditions.entries())
    if (criterion.kind === 'own')
      check(criterion.key, criterion.value, { key: `conditions.${n}.what`, value: `conditions.${n}.value` });
  for (const action of rule.actions)
    if (action.kind === 'set' && action.field.startsWith('own:'))
      check(action.field.slice(4), action.value, { key: 'setField', value: 'setValue' });
  return problems;
}
