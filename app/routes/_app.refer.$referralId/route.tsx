import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireContext } from '~/core/context.server';
import { useFormat, useT } from '~/core/i18n';
import { requirePermission } from '~/core/permissions.server';
import { getReferral } from '~/features/leads/queries/referrals.server';
import { ReferralList } from '~/features/leads/referral-steps';
import { mySellingLines } from '~/features/rewards/queries/selling-lines.server';
import { earnsNothing } from '~/features/rewards/rules';
import { ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import { CircleAlert, MessageSquareReply, Plus, UsersRound } from '~/ui/icons';
import { PageBody, PageHead } from '~/ui/page-head';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await requireContext(request);
  requirePermission(ctx.actor, 'lead.refer');
  const [referral, sellingLines] = await Promise.all([getReferral(ctx, params.referralId!), mySellingLines(ctx)]);
  return { referral, nothing: earnsNothing(ctx.actor.roles, sellingLines, referral.line), now: ctx.now };
}

export default function ReferralPage() {
  const t = useT();
  const f = useFormat();
  const { referral, nothing, now } = useLoaderData<typeof loader>();
  const { company, contactName, phone, need, step, isOver, isKnown, answer, reached, line, hasCard } = referral;
  return (
    <>
      <PageHead title={company} back="/refer" />
      <PageBody narrow>
        {isKnown && (
          <Callout tone="neutral" icon={UsersRound} title={t('refer.known')}>
            {t('reward.nothing_known')}
          </Callout>
        )}
        {!isKnown && nothing && (
          <Callout tone="neutral" icon={CircleAlert} title={t('refer.no_reward')}>
            {t(nothing === 'selling' ? 'reward.nothing_selling' : 'refer.own_line_chosen')}
          </Callout>
        )}
        {answer && (
          <Callout tone="neutral" icon={MessageSquareReply} title={t('refer.said', { text: answer })}>
            {null}
          </Callout>
        )}
        <Card title={t('refer.steps')}>
          <ReferralList step={step} isOver={isOver} reached={reached} now={now} />
        </Card>
        <Card title={t('refer.given')}>
          <Facts>
            <Fact label={t('lead.company')}>{company}</Fact>
            <Fact label={t('lead.contact')}>{contactName}</Fact>
            <Fact label={t('lead.phone')}>{phone}</Fact>
            <Fact label={t('lead.need')}>{need}</Fact>
            {line && <Fact label={t('lead.line')}>{t.any(`line.${line}`)}</Fact>}
            {hasCard && <Fact label={t('lead.card')}>{t('refer.card_given')}</Fact>}
            {reached.received && <Fact label={t('lead.created')}>{f.dateTime(reached.received, now)}</Fact>}
          </Facts>
        </Card>
        <ButtonLink to="/refer" icon={Plus} size="lg" block>
          {t('refer.another')}
        </ButtonLink>
      </PageBody>
    </>
  );
}
