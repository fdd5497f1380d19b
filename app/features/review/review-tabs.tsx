import { useT } from '~/core/i18n';
import { ViewSwitch } from '~/ui/view-switch';

const views = [
  ['/review', 'analysis.review'],
  ['/review/analysis', 'analysis.title'],
  ['/targets', 'goal.title'],
] as const;

/** The pages a review is made of, of the same unit. */
export function ReviewTabs({ at, unitId }: { at: (typeof views)[number][0]; unitId: number }) {
  const t = useT();
  return (
    <ViewSwitch
      label={t('analysis.views')}
      items={views.map(([to, word]) => ({ to: `${to}?unit=${unitId}`, label: t(word), active: to === at }))}
    />
  );
}
