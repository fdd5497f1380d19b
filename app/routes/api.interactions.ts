import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { checkInput, readBody } from '~/core/input.server';
import { badRequest } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { receiveInteraction } from '~/features/interactions/commands/log.server';
import { sentInteraction } from '~/features/interactions/input';
import { translate } from '~/locales/translate.server';

/** Takes a contact with a customer from another system; README shows the call. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  if (request.method !== 'POST')
    return Response.json({ reason: 'method_not_allowed' }, { status: 405, headers: { Allow: 'POST' } });
  if (!request.headers.get('Content-Type')?.startsWith('application/json')) throw badRequest();
  const input = checkInput(await readBody(request), sentInteraction);
  const t = translate(ctx.actor.locale);
  const problems = ({ reason, fields = {} }: Refused) =>
    Response.json(
      {
        reason,
        problems: Object.entries(fields).map(([field, problem]) => ({
          field,
          problem,
          message: t.has(problem) ? t.any(problem) : t('common.field_not_valid'),
        })),
      },
      { status: 422 },
    );
  if (!input.ok) return problems(input);
  const result = await receiveInteraction(ctx, input.value);
  if (!result.ok) return problems(result);
  const { isNew, ...stored } = result.value;
  return Response.json({ ...stored, created: isNew }, { status: isNew ? 201 : 200 });
}

export async function loader({ request }: LoaderFunctionArgs) {
  await requireContext(request);
  return Response.json({ reason: 'method_not_allowed' }, { status: 405, headers: { Allow: 'POST' } });
}
