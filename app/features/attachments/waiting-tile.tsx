import { useT } from '~/core/i18n';
import { CloudOff, RotateCcw, X } from '~/ui/icons';
import type { Upload } from './use-uploads';

type WaitingTileProps = { upload: Upload; onRetry: () => void; onRemove: () => void };

/** A photo on its way: how far it is, or why it did not arrive and what to do about it. */
export function WaitingTile({ upload, onRetry, onRemove }: WaitingTileProps) {
  const t = useT();
  const failed = upload.state === 'failed';
  return (
    <li className="relative size-[72px] overflow-hidden rounded-lg bg-sunken">
      <img src={upload.preview} alt="" className="size-full object-cover opacity-60" />
      {!failed && (
        <span
          role="progressbar"
          aria-label={t('attachment.sending')}
          aria-valuenow={Math.round(upload.progress * 100)}
          aria-valuemin={0}
          aria-valuemax={100}
          className="absolute inset-x-1.5 bottom-1.5 h-1.5 overflow-hidden rounded-full bg-surface"
        >
          <span className="block h-full bg-brand" style={{ width: `${Math.max(4, upload.progress * 100)}%` }} />
        </span>
      )}
      {failed && (
        <button
          type="button"
          onClick={onRetry}
          className="absolute inset-0 flex flex-col items-center justify-center gap-0.5 bg-surface/80 text-2xs font-medium text-bad-ink"
        >
          {upload.isAway ? <CloudOff className="text-[18px]" /> : <RotateCcw className="text-[18px]" />}
          {t('common.retry')}
        </button>
      )}
      {failed && (
        <button
          type="button"
          onClick={onRemove}
          aria-label={t('attachment.give_up')}
          className="absolute top-0 right-0 flex size-6 items-center justify-center rounded-bl-lg bg-surface text-ink-2"
        >
          <X className="text-[14px]" />
        </button>
      )}
    </li>
  );
}
