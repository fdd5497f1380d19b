import { useFormat, useT } from '~/core/i18n';
import { paths } from '~/core/paths';
import { isStuck, quietDays } from '~/features/opportunities/rules';
import { ButtonLink } from '~/ui/button';
import { Callout, Card } from '~/ui/card';
import { ArrowRight, CalendarX, Hourglass } from '~/ui/icons';
import type { OpportunityData } from './route';

/** The next step, and what threatens it. */
export function Attention({ data }: { data: OpportunityData }) {
  const t = useT();
  const f = useFormat();
  const { opportunity, stage, now, may } = data;
  const overdue =
    opportunity.stageType === 'open' && opportunity.expectedCloseOn && opportunity.expectedCloseOn < now.slice(0, 10);
  const stuck = stage && isStuck(opportunity, stage, new Date(now));
  const edit = (field: string) => `${paths.opportunity(opportunity.id)}/edit?field=${field}`;
  const visit = `/visits/new?account=${opportunity.accountId}&opportunity=${opportunity.id}`;
  return (
    <>
      {(opportunity.nextStep || may.update) && opportunity.stageType === 'open' && (
        <Card title={t('opportunity.next_step')}>
          <p className="flex items-start gap-2">
            <ArrowRight className="mt-1 text-[13px] text-ink-3" />
            <span className="min-w-0 flex-1">
              {opportunity.nextStepOn && (
                <span className="num text-ink-3">{f.day(opportunity.nextStepOn, now)} · </span>
              )}
              {opportunity.nextStep ?? t('common.none')}
            </span>
          </p>
        </Card>
      )}
      {stuck && (
        <Callout
          icon={Hourglass}
          title={t('opportunity.stuck_days', { n: quietDays(opportunity.lastActivityAt, new Date(now)) })}
          action={may.visit && <ButtonLink to={visit}>{t('opportunity.plan_visit')}</ButtonLink>}
        />
      )}
      {overdue && (
        <Callout
          tone="bad"
          icon={CalendarX}
          title={t('opportunity.overdue')}
          action={may.update && <ButtonLink to={edit('expectedCloseOn')}>{t('common.edit')}</ButtonLink>}
        />
      )}
      {opportunity.closeReason && (
        <Callout
          tone={opportunity.stageType === 'won' ? 'ok' : 'neutral'}
          title={t(opportunity.stageType === 'won' ? 'opportunity.won_because' : 'opportunity.lost_because', {
            reason: t(`close_reason.${opportunity.closeReason}`),
          })}
        >
          {[data.competitorName, opportunity.closeNote].filter(Boolean).join(' · ')}
        </Callout>
      )}
    </>
  );
}
