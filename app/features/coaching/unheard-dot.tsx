import { useT } from '~/core/i18n';
import { Dot } from '~/ui/badge';

/** Before the name of a row about which others have said something since one last looked. */
export function UnheardDot() {
  const t = useT();
  return (
    <span className="mr-1.5 inline-block align-middle leading-none" title={t('coaching.unheard')}>
      <Dot tone="brand" />
      <span className="sr-only">{t('coaching.unheard')}</span>
    </span>
  );
}
