import { useT } from '~/core/i18n';
import { Tabs } from '~/ui/tabs';

export function RoutingTabs({ active, company }: { active: 'rules' | 'forms'; company: number }) {
  const t = useT();
  return (
    <Tabs
      label={t('lead_rule.title')}
      items={(['rules', 'forms'] as const).map((one) => ({
        to: `/leads/${one}?company=${company}`,
        label: t(`lead_rule.tab.${one}`),
        active: one === active,
      }))}
    />
  );
}
