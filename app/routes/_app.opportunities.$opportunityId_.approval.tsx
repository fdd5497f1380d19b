import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import { ApprovalBadge, ApprovalSteps } from '~/features/approvals/approval-steps';
import { askApproval } from '~/features/approvals/commands/ask.server';
import { askInput } from '~/features/approvals/input';
import { planApproval } from '~/features/approvals/plan.server';
import { listOfDeal } from '~/features/approvals/queries.server';
import { criterionWords } from '~/features/opportunities/criterion-words';
import { getOpportunity } from '~/features/opportunities/queries.server';
import { stageName } from '~/features/opportunities/rules';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Field, FormActions } from '~/ui/field';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { Select } from '~/ui/select';
import { Textarea } from '~/ui/textarea';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'approval.ask');
  const search = new URL(request.url).searchParams;
  const [stage, criterion] = [search.get('stage') ?? '', search.get('criterion') ?? ''];
  const { opportunity } = await getOpportunity(ctx, params.opportunityId!);
  const [plan, earlier] = await Promise.all([
    planApproval(ctx, opportunity, stage, criterion),
    listOfDeal(ctx, opportunity.id, stage, criterion),
  ]);
  return {
    id: newId(),
    opportunityId: opportunity.id,
    title: opportunity.title,
    plan,
    criterion,
    earlier: earlier.map(({ approval, steps }) => ({ approval, steps })),
    me: ctx.actor.personId,
    now: ctx.now.toISOString(),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const body = await readBody(request);
  const input = checkInput(body, askInput);
  const result = input.ok ? await askApproval(ctx, params.opportunityId!, input.value) : input;
  if (!result.ok) return invalid(result, body);
  return redirectWithToast(paths.opportunity(params.opportunityId!), {
    key: 'approval.sent',
    params: { who: result.value.names.join(', ') },
  });
}

/** Asks those above to let the deal leave its stage; shows who they are before, and what they said after. */
export default function AskApproval() {
  const t = useT();
  const f = useFormat();
  const { id, opportunityId, title, plan, criterion, earlier, me, now } = useLoaderData<typeof loader>();
  const [last] = earlier;
  const isOpen = last?.approval.state === 'pending' || last?.approval.state === 'approved';
  const nobody = plan.steps.some((candidates) => candidates.length === 0);
  return (
    <>
      <PageHead title={t('approval.ask')} back={paths.opportunity(opportunityId)} />
      <PageBody narrow>
        <div>
          <p className="text-base font-medium">{title}</p>
          <p className="text-ink-2">
            {t('approval.ask_for', { stage: stageName(plan.stage, f.locale) })} · {criterionWords(t, f, plan.criterion)}
          </p>
        </div>
        {!isOpen && nobody && <Callout tone="bad" title={t('approval.nobody')} />}
        {!isOpen && !nobody && (
          <ActionForm
            action={`${paths.opportunity(opportunityId)}/approval`}
            hidden={{ id, stage: plan.stage.code, criterion }}
            labels={{ note: t('approval.note') }}
          >
            <Field name="note" label={t('approval.note')} hint={t('approval.note_hint')} required>
              <Textarea rows={3} maxLength={1000} />
            </Field>
            {plan.steps.map((candidates, n) => (
              <Field
                // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a step is known by
                key={n}
                name={`approvers[${n}]`}
                label={plan.steps.length > 1 ? t('process.approver_n', { n: n + 1 }) : t('approval.approver')}
              >
                <Select
                  defaultValue={candidates[0]?.id}
                  options={candidates.map((one) => ({
                    value: one.id,
                    label: `${one.name} · ${t(`role.${one.role}`)} · ${one.unitName}`,
                  }))}
                />
              </Field>
            ))}
            <FormActions>
              <SubmitButton>{t('approval.send')}</SubmitButton>
              <ButtonLink to={paths.opportunity(opportunityId)} variant="ghost">
                {t('common.cancel')}
              </ButtonLink>
            </FormActions>
          </ActionForm>
        )}
        {earlier.map(({ approval, steps }) => (
          <Card key={approval.id}>
            <div className="mb-2 flex flex-wrap items-center gap-2">
              <ApprovalBadge state={approval.state} />
              <span className="min-w-0 flex-1">{approval.note}</span>
              <span className="text-xs text-ink-3">{f.when(approval.createdAt, now)}</span>
            </div>
            <ApprovalSteps steps={steps} now={now} />
            {approval.state === 'pending' && approval.askedBy === me && (
              <div className="mt-3">
                <PostButton action="/approvals" navigate fields={{ intent: 'withdraw', approvalId: approval.id }}>
                  {t('approval.withdraw')}
                </PostButton>
              </div>
            )}
          </Card>
        ))}
      </PageBody>
    </>
  );
}
