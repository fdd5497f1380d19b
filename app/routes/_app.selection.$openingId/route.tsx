import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { type Context, requireContext } from '~/core/context.server';
import { today } from '~/core/dates';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { checkInput, readBody } from '~/core/input.server';
import { paths } from '~/core/paths';
import { requirePermission } from '~/core/permissions.server';
import { invalid } from '~/core/refusals.server';
import type { Result } from '~/core/result';
import { listCompanyOptions } from '~/features/people/queries/people.server';
import { decideOpening, giveScore } from '~/features/selection/commands/judge.server';
import { startPlan } from '~/features/selection/commands/onboarding.server';
import {
  addAssessor,
  addCandidate,
  cancelOpening,
  dropAssessor,
  withdraw,
} from '~/features/selection/commands/opening.server';
import { type OpeningAction, openingAction } from '~/features/selection/input';
import { OpeningState } from '~/features/selection/opening-state';
import { getOpening } from '~/features/selection/queries/openings.server';
import { criteria } from '~/features/selection/rules';
import { ButtonLink } from '~/ui/button';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { Pencil } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';
import { CandidatesCard } from './candidates-card';
import { Comparison } from './comparison';
import { DecideCard } from './decide-card';
import { PanelCard } from './panel-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const shown = await getOpening(ctx, params.openingId ?? '');
  const isOpen = shown.opening.state === 'open';
  return {
    ...shown,
    isOpen,
    me: ctx.actor.personId,
    people: shown.fills ? await listCompanyOptions(ctx, '', shown.opening.tenantId) : [],
    newIds: { candidate: newId(), plan: newId() },
    day: today(ctx.now),
    now: ctx.now.toISOString(),
  };
}
export type OpeningData = ReturnType<typeof useLoaderData<typeof loader>>;

function act(ctx: Context, id: string, asked: Exclude<OpeningAction, { intent: 'onboard' }>): Promise<Result<null>> {
  switch (asked.intent) {
    case 'assessor':
      return addAssessor(ctx, id, asked);
    case 'drop_assessor':
      return dropAssessor(ctx, id, asked);
    case 'candidate':
      return addCandidate(ctx, id, asked);
    case 'withdraw':
      return withdraw(ctx, id, asked);
    case 'score':
      return giveScore(ctx, id, asked);
    case 'decide':
      return decideOpening(ctx, id, asked);
    case 'cancel':
      return cancelOpening(ctx, id, asked);
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'selection.read');
  const id = params.openingId ?? '';
  const body = await readBody(request);
  const input = checkInput(body, openingAction);
  if (!input.ok) return invalid(input, body);
  const asked = input.value;
  if (asked.intent === 'onboard') {
    const begun = await startPlan(ctx, id, asked);
    if (!begun.ok) return invalid(begun, body);
    return redirectWithToast(paths.onboarding(begun.value.id), { key: 'onboarding.started' });
  }
  const done = await act(ctx, id, asked);
  if (!done.ok) return invalid(done, body);
  const to = asked.intent === 'withdraw' ? '/selection' : paths.opening(id);
  return redirectWithToast(to, { key: asked.intent === 'score' ? 'selection.judged' : 'selection.saved' });
}

export default function OpeningPage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { opening, team, fills, isOpen, decision } = data;
  const whole = criteria.reduce((sum, one) => sum + opening.weights[one], 0);
  return (
    <>
      <PageHead title={opening.title} back="/selection">
        {fills && isOpen && (
          <ButtonLink to={`${paths.opening(opening.id)}/edit`} icon={Pencil} kbd="E">
            <span className="max-sm:sr-only">{t('common.edit')}</span>
          </ButtonLink>
        )}
      </PageHead>
      <PageBody>
        <div className="grid items-start gap-4 lg:grid-cols-[2fr_1fr]">
          <div className="grid min-w-0 gap-4">
            {decision && (
              <Card title={t('selection.decided', { who: decision.who ?? '—', when: f.dateTime(decision.at) })}>
                <p className="whitespace-pre-wrap break-words">{decision.reason}</p>
              </Card>
            )}
            <CandidatesCard data={data} />
            <Comparison data={data} />
            <DecideCard data={data} />
          </div>
          <div className="grid min-w-0 gap-4">
            <Card title={t('selection.list')}>
              <Facts>
                <Fact label={t('selection.state')}>
                  <OpeningState state={opening.state} />
                </Fact>
                <Fact label={t('selection.team')}>{team}</Fact>
                <Fact label={t('selection.seats')}>{t('selection.seats_n', { n: opening.seats })}</Fact>
                {opening.closesOn && <Fact label={t('selection.closes_on')}>{f.day(opening.closesOn)}</Fact>}
                {criteria.map((one) => (
                  <Fact key={one} label={t(`selection.${one}`)}>
                    <span className="num">{f.percent(opening.weights[one] / whole)}</span>
                  </Fact>
                ))}
              </Facts>
              {opening.note && <p className="mt-3 whitespace-pre-wrap break-words text-ink-2">{opening.note}</p>}
            </Card>
            <PanelCard data={data} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
