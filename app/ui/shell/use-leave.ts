import { useNavigate } from '@remix-run/react';
import { useT } from '~/core/i18n';
import { mayLeave } from '~/core/offline/sign-out';
import { useConfirm } from '../confirm';

/** Whether the person really leaves: asked only when something on this device would be lost. */
export function useLeave() {
  const t = useT();
  const confirm = useConfirm();
  const navigate = useNavigate();
  return () =>
    mayLeave(async (n) => {
      const answer = await confirm({
        title: t('outbox.leave_title', { n }),
        text: t('outbox.leave_text'),
        yes: t('outbox.leave_anyway'),
        other: t('outbox.leave_look'),
      });
      if (answer === 'other') navigate('/outbox');
      return answer === 'yes';
    });
}
