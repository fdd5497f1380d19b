import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { type Context, requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import type { Result } from '~/core/result';
import { addStep, completePlan, giveRole, markStep } from '~/features/selection/commands/onboarding.server';
import { type PlanAction, planAction } from '~/features/selection/input';
import { getPlan } from '~/features/selection/queries/plan.server';
import { findCoursesNamed } from '~/features/training/queries/learner.server';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { FormErrors } from '~/ui/form-errors';
import { IdCard } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { PostButton } from '~/ui/post-button';
import { Progress } from '~/ui/progress';
import { AddStep } from './add-step';
import { Steps } from './steps';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const { plan, steps, ...shown } = await getPlan(ctx, params.planId ?? '');
  const written = steps.flatMap(({ kind, title }) => (kind === 'course' ? [title] : []));
  const courses = await findCoursesNamed(ctx, written);
  const courseOf = (title: string) =>
    courses.find(({ code, name, nameEn }) => [code, name, nameEn].includes(title)) ?? null;
  return {
    ...shown,
    steps: steps.map((step) => ({ ...step, course: step.kind === 'course' ? courseOf(step.title) : null })),
    plan: { id: plan.id, startsOn: plan.startsOn, completedAt: plan.completedAt, version: plan.version },
    mayGiveRole: can(ctx.actor, 'people.manage'),
    newId: newId(),
    now: ctx.now.toISOString(),
  };
}
export type PlanData = ReturnType<typeof useLoaderData<typeof loader>>;

function act(ctx: Context, id: string, asked: PlanAction): Promise<Result<null>> {
  switch (asked.intent) {
    case 'step':
      return addStep(ctx, id, asked);
    case 'done':
      return markStep(ctx, id, asked.id, true);
    case 'undone':
      return markStep(ctx, id, asked.id, false);
    case 'role':
      return giveRole(ctx, id);
    case 'complete':
      return completePlan(ctx, id, asked.version);
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'selection.read');
  const id = params.planId ?? '';
  const body = await readBody(request);
  const input = checkInput(body, planAction);
  if (!input.ok) return invalid(input, body);
  const done = await act(ctx, id, input.value);
  if (!done.ok) return invalid(done, body);
  const key = input.value.intent === 'complete' ? 'onboarding.completed' : 'selection.saved';
  return redirectWithToast(paths.onboarding(id), { key });
}

export default function Onboarding() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<{ ok?: boolean; reason?: string; typed?: { intent?: string } }>();
  const { plan, person, mentor, team, steps, leads, holdsRole, mayGiveRole } = data;
  const done = steps.filter(({ doneAt }) => doneAt).length;
  const accounts = steps.filter(({ kind }) => kind === 'account').length;
  const isReady = steps.every(({ kind, doneAt }) => kind === 'account' || doneAt);
  return (
    <>
      <PageHead title={t('onboarding.of', { name: person })} back="/selection" />
      <PageBody narrow>
        {answer?.ok === false && answer.reason && answer.typed?.intent !== 'step' && (
          <FormErrors refusal={{ ok: false, reason: answer.reason }} />
        )}
        {!holdsRole && !plan.completedAt && (
          <Callout
            tone="warn"
            icon={IdCard}
            title={t('onboarding.role_missing')}
            action={
              mayGiveRole && (
                <PostButton fields={{ intent: 'role' }} navigate>
                  {t('onboarding.give_role')}
                </PostButton>
              )
            }
          >
            {t('onboarding.role_ask')}
          </Callout>
        )}
        <Card>
          <Facts>
            <Fact label={t('selection.team')}>{team}</Fact>
            <Fact label={t('onboarding.mentor')}>{mentor}</Fact>
            <Fact label={t('onboarding.starts_on')}>{f.day(plan.startsOn)}</Fact>
          </Facts>
          <div className="mt-3 flex items-center gap-3">
            <Progress value={done} max={Math.max(1, steps.length)} label={t('onboarding.steps')} />
            <span className="num shrink-0">{t('onboarding.progress', { done, all: steps.length })}</span>
          </div>
          {plan.completedAt && (
            <p className="mt-3 text-ok-ink">{t('onboarding.completed_on', { when: f.dateTime(plan.completedAt) })}</p>
          )}
        </Card>
        <Steps data={data} />
        {leads && !plan.completedAt && <AddStep data={data} />}
        {leads && !plan.completedAt && isReady && steps.length > 0 && (accounts === 0 || holdsRole) && (
          <ActionForm own hidden={{ intent: 'complete', version: plan.version }}>
            <SubmitButton size="lg" block>
              {t('onboarding.complete')}
            </SubmitButton>
          </ActionForm>
        )}
      </PageBody>
    </>
  );
}
