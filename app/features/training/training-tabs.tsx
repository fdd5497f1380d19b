import { useT } from '~/core/i18n';
import { Tabs } from '~/ui/tabs';

const pages = ['matrix', 'progress', 'courses', 'sessions', 'questions', 'exams', 'marking'] as const;

/** The rooms of training; who leads people without keeping training sees how they get on. */
export function TrainingTabs({ active, mayManage = true }: { active: (typeof pages)[number]; mayManage?: boolean }) {
  const t = useT();
  const open = mayManage ? pages : pages.slice(0, 2);
  return (
    <Tabs
      label={t('training.tabs')}
      items={open.map((page) => ({
        to: page === 'matrix' ? '/training' : `/training/${page}`,
        label: t(`training.tab.${page}`),
        active: page === active,
      }))}
    />
  );
}
