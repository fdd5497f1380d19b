import { useFetcher } from '@remix-run/react';
import { useEffect } from 'react';
import { useT } from '~/core/i18n';

/** Opening a record reads it: told by a post, because following a link must change nothing. */
export function SeenMark({ action, isUnread }: { action: string; isUnread: boolean }) {
  const t = useT();
  const { submit } = useFetcher();
  useEffect(() => {
    if (isUnread) submit({ intent: 'seen' }, { method: 'post', action });
  }, [isUnread, action, submit]);
  if (!isUnread) return null;
  return (
    <noscript>
      <form method="post" action={action} className="mb-2">
        <input type="hidden" name="intent" value="seen" />
        <input type="hidden" name="back" value={action} />
        <button type="submit" className="text-xs text-brand-ink underline">
          {t('coaching.mark_read')}
        </button>
      </form>
    </noscript>
  );
}
