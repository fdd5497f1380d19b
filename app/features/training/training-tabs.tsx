import { useT } from '~/core/i18n';
import { Tabs } from '~/ui/tabs';

const pages = ['progress', 'courses', 'sessions', 'questions', 'exams', 'marking'] as const;

/** The rooms of who keeps training; each is a page of its own. */
export function TrainingTabs({ active }: { active: (typeof pages)[number] }) {
  const t = useT();
  return (
    <Tabs
      label={t('training.tabs')}
      items={pages.map((page) => ({
        to: `/training/${page}`,
        label: t(`training.tab.${page}`),
        active: page === active,
      }))}
    />
  );
}
