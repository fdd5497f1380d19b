import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireContext } from '~/core/context.server';
import { checkInput } from '~/core/input.server';
import { can } from '~/core/permissions';
import type { Refused } from '~/core/result';
import { sendLead } from '~/features/leads/commands/receive.server';
import { sentLead } from '~/features/leads/input';
import { translate } from '~/locales/translate.server';

const refuse = (status: number, reason: string, headers?: HeadersInit) =>
  Response.json({ reason }, { status, ...(headers && { headers }) });
const onlyPost = () => refuse(405, 'method_not_allowed', { Allow: 'POST' });

/** Takes a lead from another system; README shows the call. A program reads every answer. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  if (request.method !== 'POST') return onlyPost();
  if (!can(ctx.actor, 'lead.create')) return refuse(403, 'forbidden');
  const isJson = request.headers.get('Content-Type')?.startsWith('application/json');
  const body: unknown = isJson ? await request.json().catch(() => null) : null;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return refuse(400, 'bad_request');
  const input = checkInput(body, sentLead);
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
  const result = await sendLead(ctx, input.value);
  if (!result.ok) return problems(result);
  const { id, isNew } = result.value;
  return Response.json({ id, created: isNew }, { status: isNew ? 201 : 200 });
}

export async function loader({ request }: LoaderFunctionArgs) {
  await requireContext(request);
  return onlyPost();
}
