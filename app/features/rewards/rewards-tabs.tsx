import { useT } from '~/core/i18n';
import { Tabs } from '~/ui/tabs';

/** The pages of who keeps a company's rewards. */
export function RewardsTabs({ active }: { active: 'all' | 'rules' | 'payroll' }) {
  const t = useT();
  return (
    <Tabs
      label={t('reward.keep')}
      items={[
        { to: '/rewards/all', label: t('reward.all'), active: active === 'all' },
        { to: '/rewards/rules', label: t('reward_rule.title'), active: active === 'rules' },
        { to: '/rewards/payroll', label: t('reward.payroll'), active: active === 'payroll' },
      ]}
    />
  );
}
