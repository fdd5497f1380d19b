import { useT } from '~/core/i18n';
import { Tabs } from '~/ui/tabs';

/** The rooms of training; who leads people without keeping training sees how they get on. */
export function TrainingTabs({ mayManage, waiting }: { mayManage: boolean; waiting?: number }) {
  const t = useT();
  const seen = [
    { to: '/training', label: t('matrix.title'), end: true },
    { to: '/training/progress', label: t('training.tab.progress') },
    { to: '/training/gaps', label: t('blocked.title') },
    { to: '/training/evidence', label: t('proof.title'), count: waiting || undefined },
  ];
  const kept = [
    { to: '/training/courses', label: t('training.tab.courses') },
    { to: '/training/sessions', label: t('training.tab.sessions') },
    { to: '/training/questions', label: t('training.tab.questions') },
    { to: '/training/exams', label: t('training.tab.exams') },
    { to: '/training/marking', label: t('training.tab.marking') },
    { to: '/training/certificates', label: t('certificate_type.title') },
    { to: '/training/requirements', label: t('requirement.title') },
  ];
  return <Tabs label={t('training.tabs')} items={mayManage ? [...seen, ...kept] : seen} />;
}
