import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { requirePermission } from '~/core/permissions.server';
import { invalid, notFound } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import {
  addStage,
  discardDraft,
  editStage,
  removeStage,
  renameProcess,
  shiftStage,
  stageCodeOf,
} from '~/features/processes/commands/draft.server';
import { publishDraft } from '~/features/processes/commands/publish.server';
import { addStageInput, draftInput, oneStageInput, renameInput, stageInput } from '~/features/processes/input';
import { definitionProblems, extensionProblems } from '~/features/processes/problems';
import { companyAsked, countOpen, getProcess, listVersions, mayWrite } from '~/features/processes/queries.server';
import { ProcessPage } from './process-page';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'process.read');
  const search = new URL(request.url).searchParams;
  const code = params.code!;
  const { company, isGroup } = await companyAsked(ctx, search);
  const [process, versions, counts] = await Promise.all([
    getProcess(ctx, company, code),
    listVersions(ctx, company, code),
    countOpen(ctx, company),
  ]);
  const { draft, published, core } = process;
  const definition = draft?.definition ?? published;
  const stage = definition.stages.find((one) => one.code === search.get('stage')) ?? definition.stages[0];
  if (!stage) throw notFound();
  return {
    ...process,
    company,
    definition,
    stage,
    /** The national stage beneath the one shown, for who extends it. */
    beneath: company === null ? null : (core.stages.find((one) => one.code === stage.code) ?? null),
    problems: draft
      ? [...definitionProblems(definition), ...(company === null ? [] : extensionProblems(core, definition))]
      : [],
    versions,
    open: [...counts.values()].reduce((n, one) => n + one, 0),
    newStageId: newId(),
    mayWrite: mayWrite(ctx, company, isGroup),
    now: ctx.now.toISOString(),
  };
}
export type ProcessData = Awaited<ReturnType<typeof loader>>;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.definition.name ?? '' }];

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'process.manage');
  const url = new URL(request.url);
  const code = params.code!;
  const { company } = await companyAsked(ctx, url.searchParams);
  const whose = { company, code };
  const body = await readBody(request);
  const here = (stage?: string) => {
    const query = new URLSearchParams({
      ...(company !== null && { company: String(company) }),
      ...(stage && { stage }),
    });
    return `/processes/${code}?${query}`;
  };
  switch (body.intent) {
    case 'stage': {
      const input = checkInput(body, stageInput);
      const result = input.ok ? await editStage(ctx, whose, input.value) : input;
      if (!input.ok || !result.ok) return invalid(result as Refused, body);
      return redirectWithToast(here(input.value.stage), {
        key: 'process.stage_saved',
        params: { name: input.value.name },
      });
    }
    case 'add': {
      const input = checkInput(body, addStageInput);
      const result = input.ok ? await addStage(ctx, whose, input.value) : input;
      if (!input.ok || !result.ok) return invalid(result as Refused, body);
      return redirectWithToast(here(stageCodeOf(input.value.id)), {
        key: 'process.stage_added',
        params: { name: input.value.name },
      });
    }
    case 'shift':
    case 'remove': {
      const input = checkInput(body, oneStageInput);
      const change = body.intent === 'shift' ? shiftStage : removeStage;
      const result = input.ok ? await change(ctx, whose, input.value) : input;
      if (!input.ok || !result.ok) return invalid(result as Refused, body);
      return redirectWithToast(here(body.intent === 'shift' ? input.value.stage : undefined), {
        key: 'process.draft_saved',
      });
    }
    case 'rename': {
      const input = checkInput(body, renameInput);
      const result = input.ok ? await renameProcess(ctx, whose, input.value) : input;
      if (!result.ok) return invalid(result, body);
      return redirectWithToast(here(url.searchParams.get('stage') ?? undefined), { key: 'process.draft_saved' });
    }
    case 'discard': {
      const input = checkInput(body, draftInput);
      const result = input.ok ? await discardDraft(ctx, whose, input.value) : input;
      return result.ok ? redirectWithToast(here(), { key: 'process.draft_discarded' }) : invalid(result, body);
    }
    default: {
      const input = checkInput(body, draftInput);
      const result = input.ok ? await publishDraft(ctx, whose, input.value) : input;
      if (!result.ok) return invalid(result, body);
      return redirectWithToast(here(), { key: 'process.published', params: { n: result.value.version } });
    }
  }
}
export type ProcessAnswer = Partial<Refused> & { typed?: Record<string, unknown> };

export default function ProcessRoute() {
  return <ProcessPage data={useLoaderData<typeof loader>()} answer={useActionData<ProcessAnswer>()} />;
}
