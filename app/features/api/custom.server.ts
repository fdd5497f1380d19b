import type { Context } from '~/core/context.server';
import { isDay } from '~/core/dates';
import { type CustomCriterion, customParam, hasRange } from '~/features/custom-fields/filters';
import { customCriteria } from '~/features/custom-fields/filters.server';
import { listedFields, onceEach } from '~/features/custom-fields/queries.server';
import type { CustomEntity, CustomField } from '~/features/custom-fields/rules';
import { wrong } from './problem.server';
import { asYuan, isFen } from './wire';

const longest = 200;

/** What a value must be, as programs send it; the reason it is not, or what the page's address would hold. */
function asPage({ kind }: CustomField, sent: string): { value: string } | { reason: string } {
  if (!sent.trim()) return { reason: 'error.required' };
  if (sent.length > longest) return { reason: 'error.too_long' };
  if (kind === 'amount') return isFen(Number(sent)) ? { value: asYuan(Number(sent)) } : { reason: 'api.fen' };
  if (kind === 'number') return /^-?\d{1,13}(\.\d{1,6})?$/.test(sent) ? { value: sent } : { reason: 'error.number' };
  if (kind === 'day') return isDay(sent) ? { value: sent } : { reason: 'error.day' };
  if (kind !== 'yes_no') return { value: sent };
  return sent === 'true' || sent === 'false' ? { value: sent === 'true' ? 'yes' : 'no' } : { reason: 'error.choose' };
}

/**
 * What is asked of the company's own fields, `c.KEY` or `c.KEY.from` and `c.KEY.to`, in the units of this interface. A
 * field that cannot be asked for is no parameter.
 */
export async function customAsked(
  ctx: Context,
  entity: CustomEntity | undefined,
  params: URLSearchParams,
): Promise<{ criteria: CustomCriterion[] | null; names: string[] }> {
  const asked = [...new Set(params.keys())].filter((name) => name.startsWith(customParam('')));
  if (!entity || !asked.length) return { criteria: null, names: [] };
  const fields = onceEach(ctx, await listedFields(ctx, entity)).filter(({ isFilterable }) => isFilterable);
  const known = new Map(
    fields.flatMap((field) =>
      hasRange(field.kind)
        ? (['from', 'to'] as const).map((end) => [customParam(field.key, end), field] as const)
        : [[customParam(field.key), field] as const],
    ),
  );
  const names = asked.filter((name) => known.has(name));
  const page = new URLSearchParams();
  const problems: Record<string, string> = {};
  for (const name of names) {
    const told = asPage(known.get(name) as CustomField, params.get(name) ?? '');
    if ('reason' in told) problems[name] = told.reason;
    else page.set(name, told.value);
  }
  if (Object.keys(problems).length) throw wrong(ctx.actor.locale, 'parameter', problems);
  return { criteria: await customCriteria(ctx, entity, page), names };
}
