import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useT } from '~/core/i18n';
import { checkInput, readBody } from '~/core/input.server';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import type { Refused } from '~/core/result';
import { listApprovers } from '~/features/approvals/approvers.server';
import { approve, passOn, sendBack, withdraw } from '~/features/approvals/commands/decide.server';
import { approveInput, passOnInput, returnInput } from '~/features/approvals/input';
import { isTheirs, listAsked, listWaiting } from '~/features/approvals/queries.server';
import { listStages } from '~/features/opportunities/queries.server';
import { EmptyState } from '~/ui/empty-state';
import { Stamp } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { Pager } from '~/ui/pager';
import { Tabs } from '~/ui/tabs';
import { ApprovalCard } from './approval-card';

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'approval.ask');
  const search = new URL(request.url).searchParams;
  const decides = can(ctx.actor, 'approval.decide');
  const asked = !decides || search.get('tab') === 'asked';
  const [page, stages] = await Promise.all([
    asked ? listAsked(ctx, search.get('after')) : listWaiting(ctx, search.get('after')),
    listStages(ctx),
  ]);
  const open = search.get('pass');
  const passing = page.items.find(({ approval }) => approval.id === open);
  const others = passing ? await listApprovers(ctx, passing.approval, passing.approval.askedBy) : [];
  return {
    asked,
    decides,
    after: page.after,
    now: ctx.now.toISOString(),
    me: ctx.actor.personId,
    passing: open,
    others: others
      .filter(({ id }) => id !== ctx.actor.personId)
      .map(({ id, name, unitName }) => ({ id, name, unitName })),
    items: page.items.map(({ approval, steps, ...item }) => {
      const stage = stages.find((one) => one.pipelineId === item.pipelineId && one.code === approval.stageCode);
      const step = steps.find((one) => one.state === 'pending' && isTheirs(ctx, one));
      return {
        ...item,
        approval,
        steps,
        stage: stage ? { name: stage.name, nameEn: stage.nameEn } : null,
        mayDecide:
          decides &&
          step !== undefined &&
          approval.askedBy !== ctx.actor.personId &&
          approval.ownerId !== ctx.actor.personId,
        standsInFor: step && step.approverId !== ctx.actor.personId ? step.approverName : null,
      };
    }),
  };
}
export type ApprovalsData = Awaited<ReturnType<typeof loader>>;

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  const id = String(body.approvalId ?? '');
  switch (body.intent) {
    case 'approve': {
      const input = checkInput(body, approveInput);
      const result = input.ok ? await approve(ctx, id, input.value) : input;
      return result.ok ? redirectWithToast('/approvals', { key: 'approval.approved' }) : invalid(result, body);
    }
    case 'return': {
      const input = checkInput(body, returnInput);
      const result = input.ok ? await sendBack(ctx, id, input.value) : input;
      return result.ok ? redirectWithToast('/approvals', { key: 'approval.returned' }) : invalid(result, body);
    }
    case 'pass': {
      const input = checkInput(body, passOnInput);
      const result = input.ok ? await passOn(ctx, id, input.value) : input;
      if (!result.ok) return invalid(result, body);
      return redirectWithToast('/approvals', { key: 'approval.passed_on', params: { who: result.value.name } });
    }
    default: {
      const result = await withdraw(ctx, id);
      return result.ok
        ? redirectWithToast('/approvals?tab=asked', { key: 'approval.withdrawn' })
        : invalid(result, body);
    }
  }
}
export type ApprovalAnswer = Partial<Refused> & { typed?: Record<string, unknown> };

/** What waits for me, and what I have asked for. */
export default function Approvals() {
  const t = useT();
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<ApprovalAnswer>();
  const title = t(data.asked ? 'approval.asked_title' : 'approval.title');
  return (
    <>
      <PageHead
        title={title}
        tabs={
          data.decides ? (
            <Tabs
              label={t('approval.of_deal')}
              items={[
                { to: '/approvals', label: t('approval.title'), active: !data.asked },
                { to: '/approvals?tab=asked', label: t('approval.asked_title'), active: data.asked },
              ]}
            />
          ) : undefined
        }
      />
      <PageBody narrow>
        {data.items.length === 0 ? (
          <EmptyState icon={Stamp} title={t(data.asked ? 'approval.asked_empty' : 'approval.empty')}>
            {t('approval.empty_hint')}
          </EmptyState>
        ) : (
          data.items.map((item) => (
            <ApprovalCard
              key={item.approval.id}
              item={item}
              data={data}
              answer={answer?.typed?.approvalId === item.approval.id ? answer : undefined}
            />
          ))
        )}
        <Pager before={null} after={data.after} summary="" />
      </PageBody>
    </>
  );
}
