import { useT } from '~/core/i18n';
import type { Reason } from './rules';

/** Says in words why something is proposed. */
export function useReason() {
  const t = useT();
  return (reason: Reason) => {
    if (reason.kind === 'need')
      return t(reason.latent ? 'solution.need_latent' : 'solution.need', { text: reason.text });
    if (reason.kind === 'facet') return t.any(`solution.because.${reason.rule}`);
    if (reason.kind === 'grows') return t('solution.grows', { line: t(`line.${reason.line}`) });
    return t(`solution.${reason.kind}`);
  };
}
