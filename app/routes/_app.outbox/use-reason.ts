import { useT } from '~/core/i18n';
import type { Refusal } from '~/core/offline/item';

/** Why an item was refused, in words; what is gone and what was never one's own sound alike. */
export function useReason() {
  const t = useT();
  return ({ status, reason, params }: Refusal) => {
    if (reason === 'stale') return params?.who ? t('outbox.stale', { who: params.who }) : t('outbox.stale_unknown');
    if (t.has(reason)) return t.any(reason, params);
    if (status === 404) return t('outbox.gone');
    if (status === 403) return t('outbox.not_allowed');
    return t.has(`error.${reason}`) ? t.any(`error.${reason}`, params) : t('outbox.not_accepted');
  };
}
