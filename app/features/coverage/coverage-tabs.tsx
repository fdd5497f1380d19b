import { useT } from '~/core/i18n';
import { Tabs } from '~/ui/tabs';

export type CoverageTab = 'overdue' | 'map' | 'policy';

export function CoverageTabs({ active }: { active: CoverageTab }) {
  const t = useT();
  const tab = (name: CoverageTab, to: string) => ({ to, label: t(`coverage.${name}`), active: name === active });
  return (
    <Tabs
      label={t('coverage.views')}
      items={[tab('overdue', '/coverage'), tab('map', '/coverage/map'), tab('policy', '/coverage/policy')]}
    />
  );
}
