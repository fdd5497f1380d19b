import { useFormat, useT } from '~/core/i18n';
import { RuleState } from '~/features/rewards/rule-state';
import { amountTold, quarterTold } from '~/features/rewards/told';
import { ActionForm } from '~/ui/action-form';
import { ButtonLink, SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';
import { Fact, Facts } from '~/ui/facts';
import type { RuleShown } from './route';

/** What a rule says, what it would have cost, and what may be done with it. */
export function RuleCard({ data }: { data: RuleShown & { rule: NonNullable<RuleShown['rule']> } }) {
  const t = useT();
  const f = useFormat();
  const { rule, tried, day, newId } = data;
  const roles = rule.audience.map((role) => t.any(`role.${role}`)).join(f.locale === 'en' ? ', ' : '、');
  return (
    <Card>
      <Facts>
        <Fact label={t('reward.state')}>
          <RuleState rule={rule} day={day} />
        </Fact>
        <Fact label={t('reward.milestone')}>{t(`reward.milestone.${rule.milestone}`)}</Fact>
        <Fact label={t('reward.points')}>{amountTold(rule.amount, t, f)}</Fact>
        <Fact label={t('reward_rule.audience')}>{roles || t('reward_rule.everybody')}</Fact>
        {rule.award && <Fact label={t('reward_rule.award')}>{rule.award}</Fact>}
        <Fact label={t('reward_rule.period')}>
          {f.day(rule.startsOn)} – {f.day(rule.endsOn)}
        </Fact>
      </Facts>
      {tried && (
        <p className="mt-3 rounded-md bg-info-soft px-3 py-2 text-info-ink" role="status">
          {t('reward_rule.tried', {
            quarter: quarterTold(tried.quarter, t),
            facts: f.number(tried.facts),
            people: f.number(tried.people),
            points: f.number(tried.points),
            most: f.number(tried.most),
          })}
        </p>
      )}
      {!rule.publishedAt && <p className="mt-3 text-ink-3">{t('reward_rule.publish_hint')}</p>}
      <div className="mt-3 flex flex-wrap gap-2">
        <ButtonLink to="?try=1" variant="secondary" preventScrollReset>
          {t('reward_rule.try')}
        </ButtonLink>
        {rule.publishedAt ? (
          <ActionForm own hidden={{ intent: 'edition', id: newId }}>
            <SubmitButton variant="secondary">{t('reward_rule.new_edition')}</SubmitButton>
          </ActionForm>
        ) : (
          <>
            <ActionForm own hidden={{ intent: 'publish', version: rule.version }}>
              <SubmitButton>{t('reward_rule.publish')}</SubmitButton>
            </ActionForm>
            <ActionForm own hidden={{ intent: 'drop', version: rule.version }}>
              <SubmitButton variant="ghost">{t('reward_rule.drop')}</SubmitButton>
            </ActionForm>
          </>
        )}
      </div>
    </Card>
  );
}
