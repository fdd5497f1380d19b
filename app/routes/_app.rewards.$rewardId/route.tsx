import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { redirectWithToast } from '~/core/flash.server';
import { useFormat, useT } from '~/core/i18n';
import { newId } from '~/core/ids';
import { readInput } from '~/core/input.server';
import { paths } from '~/core/paths';
import { can } from '~/core/permissions';
import { invalid } from '~/core/refusals.server';
import { nameIn } from '~/features/certification/named';
import { answerAppeal, appealVoid, decideVoid, proposeVoid } from '~/features/rewards/commands/challenge.server';
import { challengeAction } from '~/features/rewards/input';
import { getReward } from '~/features/rewards/queries/reward.server';
import { RewardState } from '~/features/rewards/reward-state';
import { pointsOf } from '~/features/rewards/rules';
import { amountTold, quarterTold } from '~/features/rewards/told';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { PageBody, PageHead } from '~/ui/page-head';
import { ChallengeCard } from './challenge-card';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  const reward = await getReward(ctx, params.rewardId ?? '');
  const { personId } = ctx.actor;
  return {
    reward,
    points: pointsOf(reward.rule.amount, reward.valueFen),
    me: personId,
    isMine: reward.personId === personId,
    keeps: can(ctx.actor, 'reward.manage') && ctx.actor.visibleTenants.includes(reward.tenantId),
    newId: newId(),
  };
}
export type RewardShown = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await requireContext(request);
  const input = await readInput(request, challengeAction);
  if (!input.ok) return invalid(input, input.typed);
  const { value } = input;
  const entry = params.rewardId ?? '';
  const result =
    value.intent === 'propose'
      ? await proposeVoid(ctx, entry, value)
      : value.intent === 'decide'
        ? await decideVoid(ctx, entry, value)
        : value.intent === 'appeal'
          ? await appealVoid(ctx, entry, value)
          : await answerAppeal(ctx, entry, value);
  if (!result.ok) return invalid(result, input.typed);
  return redirectWithToast(paths.reward(entry), { key: 'reward.done' });
}

export default function RewardPage() {
  const t = useT();
  const f = useFormat();
  const data = useLoaderData<typeof loader>();
  const { reward, points, isMine } = data;
  return (
    <>
      <PageHead title={reward.title} back={isMine ? '/rewards' : '/rewards/all'} />
      <PageBody narrow>
        <Card title={t('reward.how')}>
          <Facts>
            {!isMine && <Fact label={t('reward.person')}>{reward.personName}</Fact>}
            <Fact label={t('reward.points')}>
              <span className="num text-lg font-semibold">{f.number(reward.points)}</span>
            </Fact>
            <Fact label={t('reward.state')}>
              <RewardState row={reward} />
            </Fact>
            <Fact label={t('reward.milestone')}>{t(`reward.milestone.${reward.milestone}`)}</Fact>
            <Fact label={t('reward.fact_at')}>{f.dateTime(reward.factAt)}</Fact>
            {reward.quarter && <Fact label={t('reward.counts_in')}>{quarterTold(reward.quarter, t)}</Fact>}
            {reward.confirmedAt && <Fact label={t('reward.confirmed_at')}>{f.dateTime(reward.confirmedAt)}</Fact>}
            <Fact label={t('reward.rule')}>
              {t('reward.rule_edition', { name: nameIn(f.locale, reward.ruleName), n: reward.edition })}
              <small className="block text-ink-3">{amountTold(reward.rule.amount, t, f)}</small>
            </Fact>
            {reward.valueFen !== null && <Fact label={t('reward.value')}>{f.yuan(reward.valueFen)}</Fact>}
            {reward.line && <Fact label={t('reward.line')}>{t.any(`line.${reward.line}`)}</Fact>}
            {reward.rating !== null && <Fact label={t('reward.rating')}>{reward.rating}</Fact>}
            <Fact label={t('reward.recomputed')}>
              <span className="num">{t('reward.points_n', { n: f.number(points) })}</span>
            </Fact>
          </Facts>
          {reward.state === 'voided' && reward.isPaid && reward.quarter && (
            <p className="mt-3 rounded-md bg-info-soft px-3 py-2 text-info-ink">
              {t('reward.paid_stays', { quarter: quarterTold(reward.quarter, t) })}
            </p>
          )}
          {reward.state === 'pending' && <p className="mt-3 text-ink-3">{t('reward.pending_hint')}</p>}
        </Card>
        <ChallengeCard data={data} />
      </PageBody>
    </>
  );
}
