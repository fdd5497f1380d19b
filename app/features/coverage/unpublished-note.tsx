import { useT } from '~/core/i18n';
import { Callout } from '~/ui/card';
import { CalendarX2 } from '~/ui/icons';

/** Says which years were counted without their public holidays, rather than letting them pass for certain. */
export function UnpublishedNote({ years }: { years: number[] }) {
  const t = useT();
  if (!years.length) return null;
  return (
    <Callout tone="warn" icon={CalendarX2} title={t('coverage.unpublished', { years: years.join('、') })}>
      {t('coverage.unpublished_hint')}
    </Callout>
  );
}
