import { useT } from '~/core/i18n';
import { ActionForm } from '~/ui/action-form';
import { SubmitButton } from '~/ui/button';
import { Card } from '~/ui/card';

/** The last step; nothing is handed in while answers wait for the network. */
export function EndCard({ answered, of, waiting }: { answered: number; of: number; waiting: number }) {
  const t = useT();
  return (
    <Card title={t('sitting.end')}>
      <p className="text-ink-2">{t('sitting.end_hint', { n: answered, of })}</p>
      {waiting > 0 && <p className="mt-2 text-warn-ink">{t('sitting.hand_in_waits')}</p>}
      <ActionForm own hidden={{ intent: 'hand_in' }} className="mt-4">
        <div>
          <SubmitButton size="lg" disabled={waiting > 0}>
            {t('sitting.hand_in')}
          </SubmitButton>
        </div>
      </ActionForm>
    </Card>
  );
}
