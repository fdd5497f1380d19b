import { useFormat, useT } from '~/core/i18n';
import { Card } from '~/ui/card';
import { CircleCheck } from '~/ui/icons';
import type { ConfirmData } from './route';

type ConfirmedCardProps = { confirmed: NonNullable<ConfirmData['confirmed']>; now: Date };

export function ConfirmedCard({ confirmed, now }: ConfirmedCardProps) {
  const t = useT();
  const f = useFormat();
  return (
    <Card>
      <div role="status" className="grid gap-2">
        <p className="flex items-center gap-2 text-lg font-semibold">
          <CircleCheck className="text-[20px] text-ok-ink" />
          {t('confirmation.done')}
          {confirmed.rating !== null && (
            <span className="num">· {t('confirmation.rated', { n: confirmed.rating })}</span>
          )}
        </p>
        <p className="text-ink-3">{[confirmed.who, f.when(confirmed.at, now)].filter(Boolean).join(' · ')}</p>
        {confirmed.comment && <blockquote className="border-l-2 border-line pl-3">{confirmed.comment}</blockquote>}
      </div>
    </Card>
  );
}
