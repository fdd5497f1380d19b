import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import * as z from 'zod';
import { type Context, requireContext } from '~/core/context.server';
import { id } from '~/core/fields';
import { nest } from '~/core/form-object';
import { isId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import type { RecordNow } from '~/core/offline/item';
import { badRequest } from '~/core/refusals.server';
import { type Result, refused } from '~/core/result';
import { createContact } from '~/features/contacts/commands/save.server';
import { newContactInput } from '~/features/contacts/input';
import { actOnVisit } from '~/features/visits/commands/act.server';
import { settleCommitment } from '~/features/visits/commands/commitments.server';
import { createVisit } from '~/features/visits/commands/plan.server';
import { makePromise } from '~/features/visits/commands/promise.server';
import { commitmentInput, promiseInput } from '~/features/visits/commitment-input';
import { newVisitInput } from '~/features/visits/input';
import { settledOffline } from '~/features/visits/offline';
import { getListedCommitment } from '~/features/visits/queries/commitments.server';
import { getVisit } from '~/features/visits/queries/detail.server';

const keptForm = z.object({
  person: id,
  path: z.string().max(200),
  entries: z.array(z.tuple([z.string().max(200), z.string().max(20_000)])).max(500),
});

const record = '([0-9a-f-]{36})';
const visitOf = (path: string) => new RegExp(`^/visits/${record}$`).exec(path)?.[1];
const accountOf = (path: string) => new RegExp(`^/accounts/${record}/people$`).exec(path)?.[1];

/** The commands of the pages the forms were made for: what was refused there is refused here. */
async function run(ctx: Context, path: string, body: Record<string, unknown>): Promise<Result<unknown>> {
  const visitId = visitOf(path);
  if (visitId && (body.intent === 'start' || body.intent === 'complete')) {
    return (await actOnVisit(ctx, visitId, body)).result;
  }
  if (path === '/visits/new') {
    const input = checkInput(body, newVisitInput);
    return input.ok ? createVisit(ctx, input.value) : input;
  }
  if (path === '/commitments/new') {
    const input = checkInput(body, promiseInput);
    return input.ok ? makePromise(ctx, input.value) : input;
  }
  if (path === '/commitments' && settledOffline.some((verb) => verb === body.verb)) {
    const input = checkInput(body, commitmentInput);
    return input.ok ? settleCommitment(ctx, input.value) : input;
  }
  const accountId = accountOf(path);
  if (accountId && body.intent === 'create') {
    const input = checkInput(body, newContactInput);
    return input.ok ? createContact(ctx, accountId, input.value) : input;
  }
  throw badRequest();
}

const settledBy = ({ commitmentId }: Record<string, unknown>) =>
  typeof commitmentId === 'string' && isId(commitmentId) ? commitmentId : null;

/** Of a record that is gone or out of sight nothing, as for anybody. */
async function whatIsThere(ctx: Context, path: string, body: Record<string, unknown>): Promise<RecordNow | null> {
  const visitId = visitOf(path);
  if (visitId) {
    const { accountId, purpose, status, plannedAt, note, nextStep } = (await getVisit(ctx, visitId)).visit;
    return { accountId, purpose, status, plannedAt: plannedAt.toISOString(), note, nextStep };
  }
  const commitmentId = settledBy(body);
  if (!commitmentId) return null;
  const { text, state, dueOn, ownerName, answer, evidence } = await getListedCommitment(ctx, commitmentId);
  return { text, state, dueOn, ownerName, answer, evidence };
}

/** Takes a form that waited on a device; sent twice it has the effect of one, as its page's own action. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = checkInput(await readBody(request), keptForm);
  if (!input.ok) throw badRequest();
  const { person, path, entries } = input.value;
  if (person !== ctx.actor.personId) return Response.json(refused('outbox.other_person'), { status: 403 });
  const body = nest(entries);
  const result = await run(ctx, path, body);
  if (result.ok) return Response.json({ ok: true });
  const now = await whatIsThere(ctx, path, body);
  return Response.json({ ...result, now }, { status: result.reason === 'stale' ? 409 : 422 });
}

export async function loader({ request }: LoaderFunctionArgs) {
  await requireContext(request);
  return redirect('/outbox');
}
