import type { Context } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { refused } from '~/core/result';
import { saveRule } from './commands.server';
import { flat } from './form-values';
import { automationInput } from './input';
import { problemsOfOwn } from './own.server';
import { tryRule } from './queries.server';

/** What both pages of the form do: try the rule as it is typed, or save it. */
export async function answerRuleForm(ctx: Context, request: Request) {
  requirePermission(ctx.actor, 'automation.manage');
  const input = await readInput(request, automationInput);
  const typed = flat(input.typed);
  if (!input.ok) return invalid(input, typed);
  if (typed.intent === 'try') {
    const problems = await problemsOfOwn(ctx, input.value.body);
    if (Object.keys(problems).length) return invalid(refused('invalid', { fields: problems }), typed);
    return { ok: true as const, run: await tryRule(ctx, input.value.body), typed };
  }
  const result = await saveRule(ctx, input.value);
  return result.ok
    ? redirectWithToast(paths.rule(result.value.id), { key: 'automation.saved' })
    : invalid(result, typed);
}
