import { useT } from '~/core/i18n';
import { Tabs } from '~/ui/tabs';

/** The rooms of training. */
export function TrainingTabs({ mayManage, waiting }: { mayManage?: boolean; waiting?: number }) {
  const t = useT();
  return (
    <Tabs
      label={t('training.title')}
      items={[
        { to: '/training', label: t('matrix.title'), end: true },
        { to: '/training/progress', label: t('training.tab.progress') },
        { to: '/training/gaps', label: t('blocked.title') },
        { to: '/training/evidence', label: t('proof.title'), count: waiting || undefined },
        ...(mayManage
          ? [
              { to: '/training/courses', label: t('training.tab.courses') },
              { to: '/training/requirements', label: t('requirement.title') },
              { to: '/training/certificates', label: t('certificate_type.title') },
            ]
          : []),
      ]}
    />
  );
}
